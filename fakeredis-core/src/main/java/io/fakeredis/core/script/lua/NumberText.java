package io.fakeredis.core.script.lua;

import org.jspecify.annotations.Nullable;

/** Numbers as text and back: {@code %.14g} one way, C's strtod the other. */
final class NumberText {

  /** Significant digits that Lua prints. */
  static final int PRECISION = 14;

  /** Integers below it print in full, all others with an exponent. */
  private static final double EXPONENT_FROM = 1e14;

  private NumberText() {}

  // Number to text

  /** The text that tostring and concatenation give. */
  static String format(double number) {
    if (number == (long) number && Math.abs(number) < EXPONENT_FROM) {
      boolean negativeZero = number == 0 && 1 / number < 0;
      return negativeZero ? "-0" : Long.toString((long) number);
    }
    if (Double.isInfinite(number) || Double.isNaN(number)) {
      return special(number);
    }
    return FloatText.general(number, PRECISION, false);
  }

  /** {@code inf} or {@code nan}, with the sign that the bits have. */
  static String special(double number) {
    String sign = Double.doubleToRawLongBits(number) < 0 ? "-" : "";
    return sign + (Double.isNaN(number) ? "nan" : "inf");
  }

  // Text to number

  /** A number, or a string that reads as one; null for anything else. */
  static @Nullable Double toNumber(@Nullable Object value) {
    if (value instanceof Double d) {
      return d;
    }
    return value instanceof LuaString string ? parse(string) : null;
  }

  /** Reads a number with optional space around it, up to a zero byte; null if it is none. */
  static @Nullable Double parse(LuaString text) {
    byte[] s = text.bytes;
    Scanner scanner = new Scanner(s);
    Double value = scanner.number();
    if (value == null) {
      return null;
    }
    scanner.skipSpace();
    return scanner.atEnd() ? value : null;
  }

  /** Reads an integer of a base as C's strtoul does, with optional space around it. */
  static @Nullable Double parse(LuaString text, int base) {
    Scanner scanner = new Scanner(text.bytes);
    Double value = scanner.unsigned(base);
    if (value == null) {
      return null;
    }
    scanner.skipSpace();
    return scanner.atEnd() ? value : null;
  }

  /** The value of the longest number at the start, as strtod finds it; how far it got is kept. */
  static final class Scanner {

    private static final String[] NAMES = {"infinity", "inf", "nan"};

    private final byte[] s;
    private int position;

    Scanner(byte[] s) {
      this.s = s;
    }

    Scanner(byte[] s, int position) {
      this.s = s;
      this.position = position;
    }

    int position() {
      return position;
    }

    private int peek() {
      return peek(0);
    }

    private int peek(int ahead) {
      int at = position + ahead;
      return at < s.length ? s[at] & 0xff : 0;
    }

    boolean atEnd() {
      return peek() == 0;
    }

    void skipSpace() {
      while (Characters.isSpace(peek())) {
        position++;
      }
    }

    private boolean sign() {
      boolean negative = peek() == '-';
      if (negative || peek() == '+') {
        position++;
      }
      return negative;
    }

    @Nullable Double number() {
      skipSpace();
      boolean negative = sign();
      Double magnitude = magnitude();
      if (magnitude == null) {
        return null;
      }
      return negative ? Arithmetic.negate(magnitude) : magnitude;
    }

    private @Nullable Double magnitude() {
      if (Characters.isLetter(peek())) {
        return named();
      }
      if (peek() == '0' && (peek(1) | 0x20) == 'x' && startsHex(2)) {
        position += 2;
        return hex();
      }
      return decimal();
    }

    private boolean startsHex(int ahead) {
      return Characters.isHexDigit(peek(ahead))
          || (peek(ahead) == '.' && Characters.isHexDigit(peek(ahead + 1)));
    }

    private @Nullable Double named() {
      for (String name : NAMES) {
        if (matches(name)) {
          position += name.length();
          if (!name.equals("nan")) {
            return Double.POSITIVE_INFINITY;
          }
          skipNanPayload();
          return Double.NaN;
        }
      }
      return null;
    }

    /** C lets characters in parentheses follow a nan. */
    private void skipNanPayload() {
      int end = 1;
      while (Characters.isAlphanumeric(peek(end)) || peek(end) == '_') {
        end++;
      }
      if (peek() == '(' && peek(end) == ')') {
        position += end + 1;
      }
    }

    private boolean matches(String lowerCase) {
      for (int i = 0; i < lowerCase.length(); i++) {
        if (Characters.toLower(peek(i)) != lowerCase.charAt(i)) {
          return false;
        }
      }
      return true;
    }

    private double hex() {
      StringBuilder digits = new StringBuilder("0x");
      boolean point = false;
      while (Characters.isHexDigit(peek()) || (peek() == '.' && !point)) {
        point |= peek() == '.';
        digits.append((char) peek());
        position++;
      }
      return Double.parseDouble(digits.append('p').append(exponent('p')).toString());
    }

    private @Nullable Double decimal() {
      int start = position;
      int digits = digits();
      if (peek() == '.') {
        position++;
        digits += digits();
      }
      if (digits == 0) {
        position = start;
        return null;
      }
      String mantissa = LuaString.of(s, start, position).latin1();
      return Double.parseDouble(mantissa + "e" + exponent('e'));
    }

    private int digits() {
      int start = position;
      while (Characters.isDigit(peek())) {
        position++;
      }
      return position - start;
    }

    /** An exponent if one follows in full, else 0. */
    private int exponent(char mark) {
      boolean signed = peek(1) == '+' || peek(1) == '-';
      if ((peek() | 0x20) != mark || !Characters.isDigit(peek(signed ? 2 : 1))) {
        return 0;
      }
      position++;
      boolean negative = sign();
      int value = 0;
      while (Characters.isDigit(peek())) {
        value = Math.min(value * 10 + peek() - '0', 100_000);
        position++;
      }
      return negative ? -value : value;
    }

    /** An integer that wraps a minus sign around 2^64 and stops at the largest one. */
    @Nullable Double unsigned(int base) {
      skipSpace();
      boolean negative = sign();
      if (base == 16
          && peek() == '0'
          && (peek(1) | 0x20) == 'x'
          && Characters.isHexDigit(peek(2))) {
        position += 2;
      }
      int start = position;
      long value = 0;
      boolean overflow = false;
      for (int digit = digit(base); digit >= 0; digit = digit(base)) {
        overflow |= Long.compareUnsigned(value, Long.divideUnsigned(-1 - digit, base)) > 0;
        value = value * base + digit;
        position++;
      }
      if (position == start) {
        return null;
      }
      if (overflow) {
        value = -1;
      } else if (negative) {
        value = -value;
      }
      return unsignedToDouble(value);
    }

    private int digit(int base) {
      int c = peek();
      int value =
          Characters.isDigit(c) ? c - '0' : Characters.isLetter(c) ? (c | 0x20) - 'a' + 10 : -1;
      return value < base ? value : -1;
    }
  }

  static double unsignedToDouble(long value) {
    if (value >= 0) {
      return value;
    }
    // Halving must keep the lowest bit, or rounding goes wrong.
    return (double) (value >>> 1 | (value & 1)) * 2;
  }
}
