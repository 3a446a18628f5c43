package io.fakeredis.module.json;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.util.function.DoubleUnaryOperator;

/**
 * Numbers as RedisJSON has them: integers of 64 bits, with or without a sign, and doubles, which it
 * prints with the fewest digits, as Rust's serialiser of JSON does.
 */
final class RustNumbers {
  private static final int LONGEST_PLAIN = 16;
  private static final int SMALLEST_PLAIN = -5;
  private static final int LONGEST_PLAIN_OF_VALKEY = 21;
  private static final int SMALLEST_PLAIN_OF_VALKEY = -6;
  private static final int MOST_DIGITS = 20;
  private static final int SURE_DIGITS = 15;
  private static final int MOST_SHORTEST = 17;
  private static final BigInteger TOO_LARGE = BigInteger.ONE.shiftLeft(Long.SIZE);

  private RustNumbers() {}

  /** Reads a number; for {@link JsonParser}. */
  static Json read(String text, boolean whole) {
    if (whole && !text.equals("-0")) {
      BigInteger exact = text.length() <= MOST_DIGITS ? new BigInteger(text) : TOO_LARGE;
      if (exact.bitLength() < Long.SIZE) {
        return new Json.Whole(exact.longValue());
      }
      if (exact.signum() > 0 && exact.bitLength() == Long.SIZE) {
        return new Json.Real(exact.doubleValue(), text);
      }
    }
    return real(RustDouble.parse(text));
  }

  static Json.Real real(double value) {
    return real(value, DoubleUnaryOperator.identity());
  }

  /** A number of a kind that is coarser than doubles, for which fewer digits will do. */
  static Json.Real real(double value, DoubleUnaryOperator kind) {
    return new Json.Real(value, text(value, LONGEST_PLAIN, SMALLEST_PLAIN, kind));
  }

  /** Whether it is an integer above the signed ones, which keeps all its digits. */
  static boolean isUnsigned(Json.Real real) {
    String text = real.text();
    return text.indexOf('.') < 0 && text.indexOf('e') < 0;
  }

  /** As RapidJSON prints it for valkey-json, which goes farther without an exponent. */
  static String valkeyText(double value) {
    return text(
        value, LONGEST_PLAIN_OF_VALKEY, SMALLEST_PLAIN_OF_VALKEY, DoubleUnaryOperator.identity());
  }

  private static String text(double value, int longest, int smallest, DoubleUnaryOperator kind) {
    if (value == 0) {
      return 1 / value < 0 ? "-0.0" : "0.0";
    }
    BigDecimal shortest = shortest(Math.abs(value), kind).stripTrailingZeros();
    String digits = shortest.unscaledValue().toString();
    int point = digits.length() - shortest.scale();
    return (value < 0 ? "-" : "") + text(digits, point, longest, smallest);
  }

  /** The digits with the point behind so many of them, or with an exponent. */
  private static String text(String digits, int point, int longest, int smallest) {
    int length = digits.length();
    if (point >= length && point <= longest) {
      return digits + "0".repeat(point - length) + ".0";
    }
    if (point > 0 && point <= longest) {
      return digits.substring(0, point) + "." + digits.substring(point);
    }
    if (point > smallest && point <= 0) {
      return "0." + "0".repeat(-point) + digits;
    }
    String mantissa = length == 1 ? digits : digits.charAt(0) + "." + digits.substring(1);
    return mantissa + "e" + (point - 1);
  }

  /** The decimal with the fewest digits that stands for this number and no other of its kind. */
  private static BigDecimal shortest(double value, DoubleUnaryOperator kind) {
    BigDecimal exact = new BigDecimal(value);
    for (int digits = fewest(value, kind); digits < MOST_SHORTEST; digits++) {
      BigDecimal rounded = exact.round(new MathContext(digits));
      if (kind.applyAsDouble(rounded.doubleValue()) == value) {
        return rounded;
      }
    }
    return exact.round(new MathContext(MOST_SHORTEST));
  }

  /** A normal double that 15 digits cannot tell apart takes 16 or 17. */
  private static int fewest(double value, DoubleUnaryOperator kind) {
    boolean isDouble = kind.applyAsDouble(Math.nextUp(value)) != value;
    return isDouble && value >= Double.MIN_NORMAL ? SURE_DIGITS : 1;
  }
}
