package io.fakeredis.module.json;

import io.fakeredis.api.Args;
import io.fakeredis.api.Bytes;
import io.fakeredis.api.Call;
import io.fakeredis.api.CommandException;
import io.fakeredis.api.Errors;
import io.fakeredis.api.Reply;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Documents and parts of them, as JSON.GET and its like tell them. */
final class JsonGet {
  /** What is longer is no option's name, whatever it says. */
  private static final int LONGEST_OPTION = 8;

  /** How values are told. */
  private enum Format {
    /** As the text of an array. */
    STRING,
    /** In an array of the protocol, arrays and objects as text. */
    EXPAND1,
    /** As arrays, maps and scalars of the protocol. */
    EXPAND
  }

  private JsonLayout layout = JsonLayout.COMPACT;
  private Format format = Format.STRING;
  private final List<PathArgument> paths = new ArrayList<>();

  private JsonGet() {}

  static Reply get(Call call) {
    JsonGet get = new JsonGet();
    get.parse(call);
    Document document = RedisJson.find(call);
    if (document == null) {
      return Reply.NULL;
    }
    if (call.protocol() == 3 && get.format != Format.STRING) {
      return get.expanded(call, document);
    }
    return Reply.bulk(
        get.paths.size() == 1 ? get.one(document, get.paths.get(0)) : get.several(document));
  }

  private void parse(Call call) {
    Args args = call.args();
    for (int i = 2; i < args.count(); i++) {
      if (!isText(args.bytes(i))) {
        break; // what follows is left out, too
      }
      if (args.bytes(i).length() > LONGEST_OPTION || !option(call, i)) {
        paths.add(PathArgument.of(call, args.bytes(i)));
      } else if (!args.is(i, "NOESCAPE")) {
        i++;
      }
    }
    if (paths.isEmpty()) {
      paths.add(PathArgument.NONE);
    }
  }

  private static boolean isText(Bytes word) {
    try {
      RedisJson.utf8(word);
      return true;
    } catch (CommandException e) {
      return false;
    }
  }

  private boolean option(Call call, int index) {
    Args args = call.args();
    if (args.is(index, "INDENT")) {
      layout = layout.withIndent(operand(args, index));
    } else if (args.is(index, "NEWLINE")) {
      layout = layout.withNewline(operand(args, index));
    } else if (args.is(index, "SPACE")) {
      layout = layout.withSpace(operand(args, index));
    } else if (args.is(index, "FORMAT")) {
      if (call.protocol() == 2 && paths.isEmpty()) {
        throw Errors.error("ERR FORMAT argument is not supported on RESP2");
      }
      format = format(operand(args, index));
    } else {
      return args.is(index, "NOESCAPE");
    }
    return true;
  }

  private static Bytes operand(Args args, int index) {
    if (index + 1 == args.count()) {
      throw Errors.arity("json.get");
    }
    return RedisJson.utf8(args.bytes(index + 1));
  }

  private static Format format(Bytes word) {
    for (Format format : Format.values()) {
      if (word.is(format.name())) {
        return format;
      }
    }
    throw Errors.error("ERR wrong reply format");
  }

  private Bytes one(Document document, PathArgument path) {
    JsonWriter writer = new JsonWriter(layout);
    List<Json> values = values(document, path);
    if (!path.isLegacy()) {
      writer.values(values);
    } else if (values.isEmpty()) {
      throw path.missing();
    } else {
      writer.value(values.get(0));
    }
    return writer.bytes();
  }

  /** One object with a member for each path. The real one's order is another one each time. */
  private Bytes several(Document document) {
    boolean isLegacy = paths.stream().allMatch(PathArgument::isLegacy);
    Map<Bytes, List<Json>> found = new LinkedHashMap<>();
    for (PathArgument path : paths) {
      List<Json> values = readable(document, path);
      if (values == null) {
        continue;
      }
      if (isLegacy && values.isEmpty()) {
        throw RedisJson.error("ERR Path '" + path.original().latin() + "' does not exist");
      }
      found.put(path.original(), values);
    }
    JsonWriter writer = new JsonWriter(layout);
    writer.open('{');
    boolean first = true;
    for (Map.Entry<Bytes, List<Json>> entry : found.entrySet()) {
      writer.name(first, entry.getKey());
      first = false;
      if (isLegacy) {
        writer.value(entry.getValue().get(0));
      } else {
        writer.values(entry.getValue());
      }
    }
    writer.close(first, '}');
    return writer.bytes();
  }

  private Reply expanded(Call call, Document document) {
    List<Reply> replies = new ArrayList<>();
    for (PathArgument path : paths) {
      List<Json> values = readable(document, path);
      List<Reply> forms = new ArrayList<>();
      if (values != null) {
        values.forEach(value -> forms.add(expanded(call, value)));
      }
      replies.add(Reply.array(forms));
    }
    return Reply.array(replies);
  }

  private Reply expanded(Call call, Json value) {
    if (value instanceof JsonArray array && format == Format.EXPAND) {
      List<Reply> items = new ArrayList<>(array.size());
      array.forEach(item -> items.add(expanded(call, item)));
      return Reply.array(items);
    }
    if (value instanceof JsonObject object && format == Format.EXPAND) {
      List<Reply> members = new ArrayList<>();
      for (JsonObject.Member member : object.members()) {
        members.add(Reply.bulk(member.name()));
        members.add(expanded(call, member.value()));
      }
      return Reply.map(members);
    }
    if (value instanceof Json.Text text && format == Format.EXPAND) {
      return Reply.bulk(text.value());
    }
    if (value.isBool()) {
      return Reply.bool(value == Json.Literal.TRUE);
    }
    if (value.isNumber()) {
      return number(call, value);
    }
    return value == Json.Literal.NULL ? Reply.NULL : Reply.bulk(JsonWriter.text(value));
  }

  /** A number of the protocol. */
  static Reply number(Call call, Json value) {
    return value instanceof Json.Whole whole
        ? Reply.integer(whole.value())
        : call.real(value.number());
  }

  static Reply mget(Call call) {
    int last = call.args().count() - 1;
    PathArgument path = RedisJson.path(call, last);
    List<Reply> replies = new ArrayList<>();
    for (Bytes key : call.args().slice(1, last)) {
      replies.add(mget(call, key, path));
    }
    return Reply.array(replies);
  }

  private static Reply mget(Call call, Bytes key, PathArgument path) {
    try {
      Document document = RedisJson.find(call, key);
      return document == null ? Reply.NULL : Reply.bulk(new JsonGet().one(document, path));
    } catch (CommandException e) {
      return Reply.NULL;
    }
  }

  static Reply resp(Call call) {
    PathArgument path = RedisJson.path(call, 2);
    Document document = RedisJson.find(call);
    if (document == null) {
      return Reply.NULL;
    }
    List<Reply> replies = new ArrayList<>();
    values(document, path).forEach(value -> replies.add(resp(call, value)));
    if (!path.isLegacy()) {
      return Reply.array(replies);
    }
    if (replies.isEmpty()) {
      throw path.missing();
    }
    return replies.get(0);
  }

  private static Reply resp(Call call, Json value) {
    List<Reply> parts = new ArrayList<>();
    if (value instanceof JsonArray array) {
      parts.add(Reply.simple("["));
      array.forEach(item -> parts.add(resp(call, item)));
      return Reply.array(parts);
    }
    if (value instanceof JsonObject object) {
      parts.add(Reply.simple("{"));
      for (JsonObject.Member member : object.members()) {
        parts.add(Reply.bulk(member.name()));
        parts.add(resp(call, member.value()));
      }
      return Reply.array(parts);
    }
    if (value instanceof Json.Text text) {
      return Reply.bulk(text.value());
    }
    if (value.isNumber()) {
      return number(call, value);
    }
    Json.Literal literal = (Json.Literal) value;
    return literal == Json.Literal.NULL ? Reply.NULL : Reply.simple(literal.word());
  }

  private static List<Json> values(Document document, PathArgument path) {
    return path.values(document);
  }

  /** The values that a path leads to; null if it is no path. */
  private static @Nullable List<Json> readable(Document document, PathArgument path) {
    try {
      return values(document, path);
    } catch (CommandException e) {
      return null;
    }
  }

  /** The first value that a path leads to; null if it leads nowhere or is no path. */
  static @Nullable Json first(Document document, PathArgument path) {
    List<Json> values = readable(document, path);
    return values == null || values.isEmpty() ? null : values.get(0);
  }
}
