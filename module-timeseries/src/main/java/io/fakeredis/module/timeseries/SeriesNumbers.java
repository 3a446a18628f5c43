package io.fakeredis.module.timeseries;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.fakeredis.api.Bytes;
import io.fakeredis.api.Call;
import io.fakeredis.api.Reply;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** The numbers of samples. */
final class SeriesNumbers {
  /** So many digits always survive in a double that is not all too small. */
  private static final int SURE_DIGITS = 15;

  private static final double PLAIN_LIMIT = 0x1p53;

  private SeriesNumbers() {}

  /**
   * The number that the bytes start with, as JSON spells it: no plus, no superfluous zeros.
   *
   * @param whole whether nothing may follow
   * @return NaN if there is none, or if it is too large
   */
  static double parse(Bytes text, boolean whole) {
    byte[] a = text.toArray();
    int end = numberEnd(a);
    if (end < 0 || (whole && end < a.length)) {
      return Double.NaN;
    }
    double value = Double.parseDouble(new String(a, 0, end, ISO_8859_1));
    return Double.isInfinite(value) ? Double.NaN : value;
  }

  /** Whether the text says that the value is no number. */
  static boolean isNoNumber(Bytes text) {
    return text.is("nan") || text.is("-nan") || text.is("+nan");
  }

  /** Where the number ends; -1 if there is none. */
  private static int numberEnd(byte[] a) {
    int start = a.length > 0 && a[0] == '-' ? 1 : 0;
    int at = digitsEnd(a, start);
    if (at == start || (a[start] == '0' && at > start + 1)) {
      return -1;
    }
    if (at < a.length && a[at] == '.') {
      int fraction = at + 1;
      at = digitsEnd(a, fraction);
      if (at == fraction) {
        return -1;
      }
    }
    if (at < a.length && (a[at] | 0x20) == 'e') {
      int exponent = at + 1;
      if (exponent < a.length && (a[exponent] == '-' || a[exponent] == '+')) {
        exponent++;
      }
      at = digitsEnd(a, exponent);
      return at == exponent ? -1 : at;
    }
    return at;
  }

  private static int digitsEnd(byte[] a, int from) {
    int at = from;
    while (at < a.length && a[at] >= '0' && a[at] <= '9') {
      at++;
    }
    return at;
  }

  /** A value: a simple string in RESP2, a double in RESP3. */
  static Reply value(Call call, double value) {
    return Reply.byProtocol(Reply.simple(text(value)), call.real(value));
  }

  /** A sample. */
  static Reply sample(Call call, Sample sample) {
    return Reply.array(Reply.integer(sample.time()), value(call, sample.value()));
  }

  /**
   * The fewest digits that read back as the value: plain if it is a whole number up to 2^53, or if
   * none of the digits in front of the point only fills up and the first is not zero.
   */
  static String text(double value) {
    if (Double.isNaN(value) || Double.isInfinite(value)) {
      return Double.toString(value);
    }
    if (value == 0) {
      return 1 / value < 0 ? "-0" : "0";
    }
    if (value == (long) value && Math.abs(value) < PLAIN_LIMIT) {
      return Long.toString((long) value);
    }
    BigDecimal digits = shortest(value);
    int exponent = digits.precision() - digits.scale() - 1;
    if (exponent >= 0 && digits.scale() >= 0) {
      return digits.toPlainString();
    }
    BigDecimal mantissa = digits.movePointLeft(exponent).stripTrailingZeros();
    return mantissa.toPlainString() + "E" + exponent;
  }

  private static BigDecimal shortest(double value) {
    BigDecimal exact = new BigDecimal(value);
    int precision = Math.abs(value) < Double.MIN_NORMAL ? 1 : SURE_DIGITS;
    BigDecimal rounded = round(exact, precision);
    while (rounded.doubleValue() != value) {
      precision++;
      rounded = round(exact, precision);
    }
    return rounded.stripTrailingZeros();
  }

  private static BigDecimal round(BigDecimal exact, int precision) {
    return exact.round(new MathContext(precision, RoundingMode.HALF_EVEN));
  }
}
