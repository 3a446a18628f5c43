package io.fakeredis.module.json;

import java.util.stream.IntStream;

/**
 * Reads doubles as Rust's library for JSON does: quickly, so that the last bit may be wrong if
 * there are more digits than 15 or a large exponent.
 */
final class RustDouble {
  private static final int HIGHEST_POWER = 308;
  private static final double[] POWERS =
      IntStream.rangeClosed(0, HIGHEST_POWER)
          .mapToDouble(power -> Double.parseDouble("1e" + power))
          .toArray();

  private final String text;
  private int at;
  private long significand;
  private long exponent;

  private RustDouble(String text) {
    this.text = text;
  }

  /**
   * The double that the text stands for.
   *
   * @param text a number in JSON's form
   * @throws ArithmeticException if it is too large
   */
  static double parse(String text) {
    RustDouble number = new RustDouble(text);
    double magnitude = number.magnitude();
    return text.startsWith("-") ? -magnitude : magnitude;
  }

  private double magnitude() {
    if (text.startsWith("-")) {
      at++;
    }
    whole();
    if (at < text.length() && text.charAt(at) == '.') {
      at++;
      fraction();
    }
    if (at < text.length()) {
      exponent();
    }
    return value();
  }

  /** The digits that 64 bits cannot hold any more only raise the exponent. */
  private void whole() {
    while (isDigit() && append()) {
      at++;
    }
    while (isDigit()) {
      exponent++;
      at++;
    }
  }

  private void fraction() {
    while (isDigit() && append()) {
      exponent--;
      at++;
    }
    while (isDigit()) {
      at++;
    }
  }

  private boolean isDigit() {
    return at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9';
  }

  /** Takes the next digit, if that does not overflow. */
  private boolean append() {
    int digit = text.charAt(at) - '0';
    long most = Long.divideUnsigned(-1L, 10);
    int order = Long.compareUnsigned(significand, most);
    if (order > 0 || (order == 0 && digit > Long.remainderUnsigned(-1L, 10))) {
      return false;
    }
    significand = significand * 10 + digit;
    return true;
  }

  private void exponent() {
    at++;
    boolean negative = text.charAt(at) == '-';
    if (negative || text.charAt(at) == '+') {
      at++;
    }
    long digits = 0;
    for (; isDigit(); at++) {
      digits = Math.min(digits * 10 + text.charAt(at) - '0', Integer.MAX_VALUE);
    }
    exponent += negative ? -digits : digits;
  }

  private double value() {
    double value = unsigned(significand);
    while (exponent < -HIGHEST_POWER && value != 0) {
      value /= POWERS[HIGHEST_POWER];
      exponent += HIGHEST_POWER;
    }
    if (value == 0) {
      return value;
    }
    if (exponent < 0) {
      return value / POWERS[(int) -exponent];
    }
    value = exponent > HIGHEST_POWER ? Double.POSITIVE_INFINITY : value * POWERS[(int) exponent];
    if (Double.isInfinite(value)) {
      throw new ArithmeticException(text);
    }
    return value;
  }

  private static double unsigned(long value) {
    return value >= 0 ? value : ((value >>> 1) | (value & 1)) * 2.0;
  }
}
