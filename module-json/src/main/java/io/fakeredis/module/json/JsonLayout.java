package io.fakeredis.module.json;

import io.fakeredis.api.Bytes;

/**
 * What stands between the signs of JSON.
 *
 * @param indent once in front of each item for each level
 * @param newline behind each item
 * @param space behind the colon
 * @param digits those of escaped characters
 */
record JsonLayout(Bytes indent, Bytes newline, Bytes space, String digits) {
  static final JsonLayout COMPACT =
      new JsonLayout(Bytes.EMPTY, Bytes.EMPTY, Bytes.EMPTY, "0123456789abcdef");

  /** The compact one of valkey-json. */
  static final JsonLayout VALKEY =
      new JsonLayout(Bytes.EMPTY, Bytes.EMPTY, Bytes.EMPTY, "0123456789ABCDEF");

  JsonLayout withIndent(Bytes text) {
    return new JsonLayout(text, newline, space, digits);
  }

  JsonLayout withNewline(Bytes text) {
    return new JsonLayout(indent, text, space, digits);
  }

  JsonLayout withSpace(Bytes text) {
    return new JsonLayout(indent, newline, text, digits);
  }
}
