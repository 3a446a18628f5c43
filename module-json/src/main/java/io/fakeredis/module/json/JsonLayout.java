package io.fakeredis.module.json;

import io.fakeredis.api.Bytes;

/**
 * What stands between the signs of JSON.
 *
 * @param indent once in front of each item for each level
 * @param newline behind each item
 * @param space behind the colon
 */
record JsonLayout(Bytes indent, Bytes newline, Bytes space) {
  static final JsonLayout COMPACT = new JsonLayout(Bytes.EMPTY, Bytes.EMPTY, Bytes.EMPTY);

  JsonLayout withIndent(Bytes text) {
    return new JsonLayout(text, newline, space);
  }

  JsonLayout withNewline(Bytes text) {
    return new JsonLayout(indent, text, space);
  }

  JsonLayout withSpace(Bytes text) {
    return new JsonLayout(indent, newline, text);
  }
}
