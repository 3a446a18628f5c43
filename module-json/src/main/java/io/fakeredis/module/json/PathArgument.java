package io.fakeredis.module.json;

import io.fakeredis.api.Bytes;
import io.fakeredis.api.CommandException;
import java.util.List;

/**
 * A path as a client gives it to RedisJSON: in the language of today, beginning with a dollar sign,
 * or in the one of version 1, which replies with one value instead of an array.
 *
 * @param original as it was given
 * @param path the same in today's language
 */
record PathArgument(Bytes original, Bytes path, boolean isLegacy) {
  /** The root, for those who give no path. */
  static final PathArgument NONE = PathArgument.of(Bytes.of("."));

  private static final String ROOT = "$";

  static PathArgument of(Bytes argument) {
    String text = RedisJson.utf8(argument).latin();
    if (text.equals(ROOT) || text.startsWith("$.") || text.startsWith("$[")) {
      return new PathArgument(argument, argument, false);
    }
    String path = text.equals(".") ? ROOT : text.startsWith(".") ? ROOT + text : "$." + text;
    return new PathArgument(argument, Bytes.latin(path), true);
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
    return JsonPathParser.parse(path);
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
