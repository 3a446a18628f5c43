package io.fakeredis.module.json;

import io.fakeredis.api.Bytes;
import java.io.ByteArrayOutputStream;
import java.util.Objects;
import java.util.function.UnaryOperator;

/**
 * Reads JSON, and nothing but JSON. What is wrong is said in the words of the Rust library that
 * RedisJSON uses, with the line and the column.
 */
final class JsonParser {
  private static final int END = -1;
  private static final int HIGH_SURROGATES = 0xD800;
  private static final int LOW_SURROGATES = 0xDC00;
  private static final int AFTER_SURROGATES = 0xE000;

  private final byte[] text;
  private final NumberReading numbers;
  private final UnaryOperator<JsonArray> arrays;
  private final int limit;
  private int at;
  private int depth;

  /** Makes values of numbers. */
  @FunctionalInterface
  interface NumberReading {
    /**
     * A value for a number in JSON's own form.
     *
     * @param whole whether there is neither a point nor an exponent
     * @throws ArithmeticException if it is out of range
     */
    Json number(String text, boolean whole);
  }

  /**
   * A parser at the start of a text.
   *
   * @param limit so many arrays and objects within each other are too many
   */
  JsonParser(Bytes text, NumberReading numbers, int limit) {
    this(text, numbers, limit, UnaryOperator.identity());
  }

  /**
   * The same with something to be done to every array.
   *
   * @param arrays throws an ArithmeticException if a number is out of range
   */
  JsonParser(Bytes text, NumberReading numbers, int limit, UnaryOperator<JsonArray> arrays) {
    this.text = text.array();
    this.numbers = numbers;
    this.limit = limit;
    this.arrays = arrays;
  }

  /**
   * The one value that the text is.
   *
   * @throws JsonSyntaxException if it is anything else
   */
  Json whole() {
    Json value = value();
    if (peekSign() != END) {
      throw ahead("trailing characters");
    }
    return value;
  }

  /**
   * The next value, whatever follows.
   *
   * @throws JsonSyntaxException if there is none
   */
  Json value() {
    int first = peekSign();
    return switch (first) {
      case END -> throw ahead("EOF while parsing a value");
      case 'n' -> word(Json.Literal.NULL);
      case 't' -> word(Json.Literal.TRUE);
      case 'f' -> word(Json.Literal.FALSE);
      case '"' -> new Json.Text(string());
      case '[' -> array();
      case '{' -> object();
      default -> {
        if (first == '-' || isDigit(first)) {
          yield number();
        }
        throw ahead("expected value");
      }
    };
  }

  private Json word(Json.Literal literal) {
    at++;
    String word = literal.word();
    for (int i = 1; i < word.length(); i++) {
      int next = next("EOF while parsing a value");
      if (next != word.charAt(i)) {
        throw here("expected ident");
      }
    }
    return literal;
  }

  private Json array() {
    enter();
    JsonArray array = new JsonArray();
    for (int sign = peekSign(); sign != ']'; sign = peekSign()) {
      separate(array.isEmpty(), sign, "EOF while parsing a list", "expected `,` or `]`", ']');
      array.add(value());
    }
    leave();
    try {
      return arrays.apply(array);
    } catch (ArithmeticException e) {
      throw here(Objects.requireNonNull(e.getMessage()));
    }
  }

  private Json object() {
    enter();
    JsonObject object = new JsonObject();
    boolean first = true;
    for (int sign = peekSign(); sign != '}'; sign = peekSign()) {
      separate(first, sign, "EOF while parsing an object", "expected `,` or `}`", '}');
      first = false;
      if (peekSign() != '"') {
        throw ahead("key must be a string");
      }
      Bytes name = string();
      int colon = peekSign();
      if (colon != ':') {
        throw ahead(colon == END ? "EOF while parsing an object" : "expected `:`");
      }
      at++;
      object.put(name, value());
    }
    leave();
    return object;
  }

  private void enter() {
    if (++depth == limit) {
      throw failure("recursion limit exceeded", Math.min(text.length, at + 1), true);
    }
    at++;
  }

  private void leave() {
    depth--;
    at++;
  }

  /** Steps over the comma between two items, and makes sure that there is another one. */
  private void separate(boolean first, int sign, String atEnd, String atOther, char close) {
    if (sign == END) {
      throw ahead(atEnd);
    }
    if (first) {
      return;
    }
    if (sign != ',') {
      throw ahead(atOther);
    }
    at++;
    int next = peekSign();
    if (next == close) {
      throw ahead("trailing comma");
    }
    if (next == END) {
      throw ahead("EOF while parsing a value");
    }
  }

  private Json number() {
    int start = at;
    if (peek() == '-') {
      at++;
    }
    int first = next("EOF while parsing a value");
    if (!isDigit(first)) {
      throw here("invalid number");
    }
    if (first == '0' && isDigit(peek())) {
      throw ahead("invalid number");
    }
    digits();
    boolean fraction = peek() == '.';
    if (fraction) {
      at++;
      if (!isDigit(peek())) {
        throw ahead(peek() == END ? "EOF while parsing a value" : "invalid number");
      }
      digits();
    }
    boolean exponent = (peek() | 0x20) == 'e';
    if (exponent) {
      exponent();
    }
    try {
      return numbers.number(Bytes.copyOf(text, start, at).latin(), !fraction && !exponent);
    } catch (ArithmeticException e) {
      throw here("number out of range");
    }
  }

  private void exponent() {
    at++;
    if (peek() == '+' || peek() == '-') {
      at++;
    }
    if (!isDigit(next("EOF while parsing a value"))) {
      throw here("invalid number");
    }
    digits();
  }

  private void digits() {
    while (isDigit(peek())) {
      at++;
    }
  }

  private static boolean isDigit(int b) {
    return b >= '0' && b <= '9';
  }

  private Bytes string() {
    at++;
    int start = at;
    ByteArrayOutputStream unescaped = null;
    while (true) {
      int b = next("EOF while parsing a string");
      if (b == '"') {
        break;
      }
      if (b < ' ') {
        throw here("control character (\\u0000-\\u001F) found while parsing a string");
      }
      if (b == '\\') {
        if (unescaped == null) {
          unescaped = new ByteArrayOutputStream();
        }
        unescaped.write(text, start, at - 1 - start);
        escape(unescaped);
        start = at;
      }
    }
    if (unescaped == null) {
      return Bytes.copyOf(text, start, at - 1);
    }
    unescaped.write(text, start, at - 1 - start);
    return Bytes.wrap(unescaped.toByteArray());
  }

  private void escape(ByteArrayOutputStream out) {
    int sign = next("EOF while parsing a string");
    switch (sign) {
      case '"', '\\', '/' -> out.write(sign);
      case 'b' -> out.write('\b');
      case 'f' -> out.write('\f');
      case 'n' -> out.write('\n');
      case 'r' -> out.write('\r');
      case 't' -> out.write('\t');
      case 'u' -> out.writeBytes(Bytes.of(Character.toString(codePoint())).array());
      default -> throw here("invalid escape");
    }
  }

  private int codePoint() {
    int first = hex();
    if (first >= LOW_SURROGATES && first < AFTER_SURROGATES) {
      throw here("lone leading surrogate in hex escape");
    }
    if (first < HIGH_SURROGATES || first >= AFTER_SURROGATES) {
      return first;
    }
    for (char expected : new char[] {'\\', 'u'}) {
      if (next("EOF while parsing a string") != expected) {
        throw here("unexpected end of hex escape");
      }
    }
    int second = hex();
    if (second < LOW_SURROGATES || second >= AFTER_SURROGATES) {
      throw here("lone leading surrogate in hex escape");
    }
    return Character.toCodePoint((char) first, (char) second);
  }

  private int hex() {
    if (at + 4 > text.length) {
      at = text.length;
      throw here("EOF while parsing a string");
    }
    int value = 0;
    for (int i = 0; i < 4; i++) {
      int digit = Character.digit(text[at++], 16);
      if (digit < 0) {
        throw here("invalid escape");
      }
      value = value << 4 | digit;
    }
    return value;
  }

  /** The next byte that is no white space, which stays where it is. */
  private int peekSign() {
    int b = peek();
    while (b == ' ' || b == '\n' || b == '\t' || b == '\r') {
      at++;
      b = peek();
    }
    return b;
  }

  private int peek() {
    return at < text.length ? text[at] & 0xFF : END;
  }

  private int next(String atEnd) {
    if (at == text.length) {
      throw here(atEnd);
    }
    return text[at++] & 0xFF;
  }

  /** Something is wrong with the byte just read. */
  private JsonSyntaxException here(String reason) {
    return failure(reason, at, false);
  }

  /** Something is wrong with the byte that comes next. */
  private JsonSyntaxException ahead(String reason) {
    return failure(reason, Math.min(text.length, at + 1), false);
  }

  private JsonSyntaxException failure(String reason, int position, boolean tooDeep) {
    int line = 1;
    int column = 0;
    for (int i = 0; i < position; i++) {
      column++;
      if (text[i] == '\n') {
        line++;
        column = 0;
      }
    }
    return new JsonSyntaxException(reason + " at line " + line + " column " + column, tooDeep);
  }
}
