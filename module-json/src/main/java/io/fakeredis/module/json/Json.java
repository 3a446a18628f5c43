package io.fakeredis.module.json;

import io.fakeredis.api.Bytes;

/** A value of a document. Arrays and objects can change; all others are replaced. */
sealed interface Json
    permits Json.Literal, Json.Text, Json.Whole, Json.Real, JsonArray, JsonObject {

  /** A copy that shares nothing that can change. */
  default Json copy() {
    return this;
  }

  static Json bool(boolean value) {
    return value ? Literal.TRUE : Literal.FALSE;
  }

  default boolean isBool() {
    return this == Literal.TRUE || this == Literal.FALSE;
  }

  default boolean isNumber() {
    return this instanceof Whole || this instanceof Real;
  }

  /** The value of a number. */
  default double number() {
    return this instanceof Whole whole ? whole.value : ((Real) this).value;
  }

  /** The words of JSON. */
  enum Literal implements Json {
    NULL("null"),
    FALSE("false"),
    TRUE("true");

    private final String word;

    Literal(String word) {
      this.word = word;
    }

    String word() {
      return word;
    }
  }

  /** A string, without its quotation marks. */
  record Text(Bytes value) implements Json {}

  /** A number that fits into 64 bits, signed. */
  record Whole(long value) implements Json {}

  /**
   * Any other number.
   *
   * @param text as it is printed
   */
  record Real(double value, String text) implements Json {}
}
