package io.fakeredis.module.json;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.fakeredis.api.Bytes;
import io.fakeredis.api.Call;
import io.fakeredis.api.CommandException;
import io.fakeredis.api.Database;
import io.fakeredis.api.Errors;
import io.fakeredis.api.Numbers;
import io.fakeredis.api.Reply;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What the commands of RedisJSON have in common. */
final class RedisJson {
  private static final int DEPTH_LIMIT = 128;

  private RedisJson() {}

  /**
   * The document of the key behind the command's name; null if there is none.
   *
   * @throws CommandException if the key holds anything else
   */
  static @Nullable Document find(Call call) {
    return find(call, call.args().bytes(1));
  }

  static @Nullable Document find(Call call, Bytes key) {
    Database.Stored stored = call.db().stored(key);
    if (stored != null && stored.type() != DocumentType.TYPE) {
      throw Errors.error("Existing key has wrong Redis type");
    }
    return call.db().find(key, DocumentType.TYPE);
  }

  /** The document that a command must have. */
  static Document existing(Call call) {
    Document document = find(call);
    if (document == null) {
      throw noSuchKey();
    }
    return document;
  }

  /** An error that quotes what a client sent: of each character the lowest byte is told. */
  static CommandException error(String text) {
    StringBuilder told = new StringBuilder();
    Bytes.latin(text).toString().codePoints().forEach(c -> told.append((char) (c & 0xFF)));
    return Errors.error(told.toString());
  }

  static CommandException noSuchKey() {
    return Errors.error("ERR could not perform this operation on a key that doesn't exist");
  }

  static CommandException wrongKind(String expected, String found) {
    return error(
        "WRONGTYPE wrong type of path value - expected " + expected + " but found " + found);
  }

  /** The path at that place among the words; the root if there is none. */
  static PathArgument path(Call call, int index) {
    return index < call.args().count()
        ? PathArgument.of(call, call.args().bytes(index))
        : PathArgument.NONE;
  }

  static JsonParser parser(Bytes text) {
    return new JsonParser(text, RustNumbers::read, DEPTH_LIMIT);
  }

  /** The value at the start of a word; what follows it does not matter. */
  static Json value(Bytes word) {
    return value(parser(utf8(word)));
  }

  /** The same with arrays of numbers of that kind. */
  static Json value(Bytes word, FloatKind kind) {
    return value(new JsonParser(utf8(word), RustNumbers::read, DEPTH_LIMIT, kind::convert));
  }

  private static Json value(JsonParser parser) {
    try {
      return parser.value();
    } catch (JsonSyntaxException e) {
      throw Errors.error(e.reason());
    }
  }

  /** The values of all words from that one on. */
  static List<Json> values(Call call, int from) {
    return call.args().from(from).stream().map(RedisJson::value).toList();
  }

  /** The value that is all of a word. */
  static Json wholeValue(Bytes word) {
    try {
      return parser(utf8(word)).whole();
    } catch (JsonSyntaxException e) {
      throw Errors.error("ERR " + e.reason());
    }
  }

  static long integer(Bytes word) {
    if (!Numbers.isLong(word)) {
      throw Errors.error("Couldn't parse as integer");
    }
    return Numbers.toLong(word);
  }

  /** The same bytes, if they are a text. */
  static Bytes utf8(Bytes word) {
    try {
      UTF_8.newDecoder().decode(ByteBuffer.wrap(word.array()));
      return word;
    } catch (CharacterCodingException e) {
      throw Errors.error("Couldn't parse as UTF-8 string");
    }
  }

  /** What JSON.TYPE calls a value. */
  static String kind(Json value) {
    if (value instanceof JsonArray) {
      return "array";
    }
    if (value instanceof JsonObject) {
      return "object";
    }
    if (value instanceof Json.Text) {
      return "string";
    }
    if (value instanceof Json.Real real && !RustNumbers.isUnsigned(real)) {
      return "number";
    }
    return value.isNumber() ? "integer" : value.isBool() ? "boolean" : "null";
  }

  /**
   * Changes every value of a kind to which a path leads, one after the other.
   *
   * @param change gives what the command tells of a value
   * @return what it told; null for each value of another kind
   */
  static <T> List<@Nullable T> change(
      Call call,
      Document document,
      PathArgument path,
      Predicate<Json> kind,
      BiFunction<Document, Node, T> change) {
    List<Node> nodes = path.in(document);
    List<@Nullable T> told = new ArrayList<>(nodes.size());
    for (Node node : nodes) {
      told.add(kind.test(node.value()) ? change.apply(document, node) : null);
    }
    if (nodes.stream().anyMatch(node -> kind.test(node.value()))) {
      call.db().changed(call.args().bytes(1), event(call));
    }
    return told;
  }

  /** The keyspace event of a command: its name. */
  static String event(Call call) {
    return call.command().name().toLowerCase(Locale.ROOT);
  }

  /** An array of all that was told; for a path of version 1 the last of it alone. */
  static Reply reply(PathArgument path, List<@Nullable Reply> told, CommandException nothing) {
    if (path.isLegacy()) {
      return last(told, nothing);
    }
    List<Reply> replies = new ArrayList<>(told.size());
    told.forEach(reply -> replies.add(reply == null ? Reply.NULL : reply));
    return Reply.array(replies);
  }

  /** The last one that is there. */
  static <T> T last(List<@Nullable T> told, CommandException nothing) {
    for (int i = told.size() - 1; i >= 0; i--) {
      T last = told.get(i);
      if (last != null) {
        return last;
      }
    }
    throw nothing;
  }
}
