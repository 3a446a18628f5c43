package io.fakeredis.module.json;

import io.fakeredis.api.Bytes;
import io.fakeredis.api.Call;
import io.fakeredis.api.CommandException;
import io.fakeredis.api.Feature;
import java.util.List;

/**
 * A path as a client gives it to RedisJSON: in the language of today, beginning with a dollar sign,
 * or in the one of version 1, which replies with one value instead of an array.
 *
 * @param original as it was given
 * @param path the same in today's language
 * @param isExtended whether the language has expressions
 */
record PathArgument(Bytes original, Bytes path, boolean isLegacy, boolean isExtended) {
  /** The root, for those who give no path. */
  static final PathArgument NONE = new PathArgument(Bytes.of("."), Bytes.of("$"), true, false);

  private static final String ROOT = "$";
  private static final Feature EXPRESSIONS = Feature.since("JSON.path-expressions", "8.10");

  static PathArgument of(Call call, Bytes argument) {
    String text = RedisJson.utf8(argument).latin();
    boolean isExtended = call.has(EXPRESSIONS);
    if (text.equals(ROOT)
        || text.startsWith("$.")
        || text.startsWith("$[")
        || (isExtended && text.contains(ROOT) && ExtendedPathParser.isExpression(argument))) {
      return new PathArgument(argument, argument, false, isExtended);
    }
    String path = text.equals(".") ? ROOT : text.startsWith(".") ? ROOT + text : "$." + text;
    return new PathArgument(argument, Bytes.latin(path), true, isExtended);
  }

  boolean isRoot() {
    return path.is(ROOT);
  }

  /**
   * Reads the path.
   *
   * @throws CommandException if that is none
   */
  JsonPath parse() {
    if (!isExtended) {
      return JsonPathParser.parse(path);
    }
    if (ExtendedPathParser.read(path) instanceof JsonPath.Found found) {
      return found.path();
    }
    throw RedisJson.error("ERR computed/projection expressions are read-only");
  }

  /** What it finds in a document, or computes from it. */
  List<Json> values(Document document) {
    if (isExtended && !isLegacy) {
      return Computation.of(ExtendedPathParser.read(path), document.root());
    }
    return in(document).stream().map(Node::value).toList();
  }

  /** All values in the document to which it leads. */
  List<Node> in(Document document) {
    return JsonPathWalk.find(parse(), document.root());
  }

  CommandException missing() {
    return RedisJson.error("ERR Path '" + path.latin() + "' does not exist");
  }

  /** It leads nowhere, or to nothing of the right kind. */
  CommandException missingOr(String kind) {
    return RedisJson.error("ERR Path '" + path.latin() + "' does not exist or " + kind);
  }
}
