package io.fakeredis.core.script.lua;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/**
 * Finite doubles as C's printf writes them with {@code %f}, {@code %e} and {@code %g}: correctly
 * rounded from the exact binary value.
 */
final class FloatText {

  /**
   * From so many digits on the exact value of a double shows, not just the decimal it came from.
   */
  private static final int EXACT_DIGITS = 16;

  private FloatText() {}

  /** {@code %.<precision>f}; {@code point} keeps the point when no digits follow. */
  static String fixed(double number, int precision, boolean point) {
    BigDecimal rounded =
        new BigDecimal(Math.abs(number)).setScale(precision, RoundingMode.HALF_EVEN);
    return sign(number) + rounded.toPlainString() + (point && precision == 0 ? "." : "");
  }

  /** {@code %.<precision>e}. */
  static String exponential(double number, int precision, boolean point) {
    Digits digits = Digits.of(Math.abs(number), precision + 1);
    return sign(number) + scientific(digits.padded(precision + 1), digits.exponent, point);
  }

  /** {@code %.<precision>g}; {@code keepZeros} is the flag '#'. */
  static String general(double number, int precision, boolean keepZeros) {
    int significant = Math.max(precision, 1);
    Digits digits = Digits.of(Math.abs(number), significant);
    String shown = keepZeros ? digits.padded(significant) : digits.text;
    if (digits.exponent < -4 || digits.exponent >= significant) {
      return sign(number) + scientific(shown, digits.exponent, keepZeros);
    }
    return sign(number) + plain(shown, digits.exponent, keepZeros);
  }

  private static String sign(double number) {
    return Double.doubleToRawLongBits(number) < 0 ? "-" : "";
  }

  private static String scientific(String digits, int exponent, boolean point) {
    StringBuilder text = new StringBuilder().append(digits.charAt(0));
    if (digits.length() > 1 || point) {
      text.append('.').append(digits, 1, digits.length());
    }
    text.append('e').append(exponent < 0 ? '-' : '+');
    int magnitude = Math.abs(exponent);
    return text.append(magnitude < 10 ? "0" : "").append(magnitude).toString();
  }

  private static String plain(String digits, int exponent, boolean point) {
    if (exponent < 0) {
      return "0." + "0".repeat(-exponent - 1) + digits;
    }
    int whole = exponent + 1;
    if (digits.length() > whole) {
      return digits.substring(0, whole) + "." + digits.substring(whole);
    }
    return digits + "0".repeat(whole - digits.length()) + (point ? "." : "");
  }

  /** The significant digits of a number, without zeros at the end, and its decimal exponent. */
  private static final class Digits {
    final String text;
    final int exponent;

    private Digits(String text, int exponent) {
      this.text = text;
      this.exponent = exponent;
    }

    String padded(int length) {
      return text + "0".repeat(Math.max(length - text.length(), 0));
    }

    static Digits of(double magnitude, int count) {
      if (magnitude == 0) {
        return new Digits("0", 0);
      }
      if (count >= EXACT_DIGITS || magnitude < Double.MIN_NORMAL) {
        return rounded(magnitude, count);
      }
      // A double is so close to a decimal of up to 15 digits that names it that rounding to as many
      // digits, or to more, gives that decimal.
      Digits shortest = shortest(magnitude);
      return shortest.text.length() <= count ? shortest : rounded(magnitude, count);
    }

    private static Digits rounded(double magnitude, int count) {
      BigDecimal rounded =
          new BigDecimal(magnitude).round(new MathContext(count, RoundingMode.HALF_EVEN));
      String digits = rounded.unscaledValue().toString();
      return new Digits(trim(digits), digits.length() - 1 - rounded.scale());
    }

    private static Digits shortest(double magnitude) {
      String text = Double.toString(magnitude);
      int mark = text.indexOf('E');
      int exponent = mark < 0 ? 0 : Integer.parseInt(text.substring(mark + 1));
      String mantissa = mark < 0 ? text : text.substring(0, mark);
      int point = mantissa.indexOf('.');
      String all = mantissa.substring(0, point) + mantissa.substring(point + 1);
      int zeros = 0;
      while (zeros < all.length() - 1 && all.charAt(zeros) == '0') {
        zeros++;
      }
      return new Digits(trim(all.substring(zeros)), exponent + point - 1 - zeros);
    }

    private static String trim(String digits) {
      int end = digits.length();
      while (end > 1 && digits.charAt(end - 1) == '0') {
        end--;
      }
      return digits.substring(0, end);
    }
  }
}
