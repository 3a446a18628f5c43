package io.fakeredis.api;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

/**
 * A decimal number on its way to becoming text: {@code count} digits, of which the first is worth
 * ten to the {@code exponent}.
 */
final class Decimal {
  private final boolean negative;
  private final byte[] digits;
  private final int count;
  private final int exponent;

  Decimal(boolean negative, byte[] digits, int count, int exponent) {
    this.negative = negative;
    this.digits = digits;
    this.count = count;
    this.exponent = exponent;
  }

  /** Without an exponent: {@code 0.0012}, {@code 1200}, {@code 1.2}. */
  String plain() {
    StringBuilder text = new StringBuilder(count + 24);
    if (negative) {
      text.append('-');
    }
    if (exponent < 0) {
      text.append("0.").append("0".repeat(-exponent - 1)).append(digits(0, count));
    } else if (exponent + 1 >= count) {
      text.append(digits(0, count)).append("0".repeat(exponent + 1 - count));
    } else {
      text.append(digits(0, exponent + 1)).append('.').append(digits(exponent + 1, count));
    }
    return text.toString();
  }

  /** With an exponent of at least so many digits: {@code 1.2e-03}. */
  String scientific(int exponentDigits) {
    StringBuilder text = new StringBuilder(count + 8);
    if (negative) {
      text.append('-');
    }
    text.append((char) digits[0]);
    if (count > 1) {
      text.append('.').append(digits(1, count));
    }
    String power = Integer.toString(Math.abs(exponent));
    text.append('e').append(exponent < 0 ? '-' : '+');
    text.append("0".repeat(Math.max(0, exponentDigits - power.length()))).append(power);
    return text.toString();
  }

  private String digits(int from, int to) {
    return new String(digits, from, to - from, ISO_8859_1);
  }
}
