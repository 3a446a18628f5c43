package io.fakeredis.api;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/** Doubles as Redis reads and writes them. */
public final class Doubles {
  private static final Feature DECIMAL_ONLY = Feature.since("DOUBLE.decimal-only", "valkey 9.1");
  private static final Feature SHORTEST = Feature.since("DOUBLE.shortest", "7.2");

  /** Up to here the servers since 7.2 print whole numbers as integers. */
  private static final double EXACT_INTEGER_LIMIT = 0x1p62;

  private static final MathContext SEVENTEEN = new MathContext(17, RoundingMode.HALF_EVEN);
  private static final double[] TENS = {
    1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17,
    1e18, 1e19, 1e20, 1e21, 1e22
  };
  private static final long[] FIVES = powersOfFive(27);

  private Doubles() {}

  private static long[] powersOfFive(int highest) {
    long[] powers = new long[highest + 1];
    powers[0] = 1;
    for (int i = 1; i <= highest; i++) {
      powers[i] = powers[i - 1] * 5;
    }
    return powers;
  }

  /** The text that the server's version gives a score: 17 digits up to 7.0, then the shortest. */
  public static String text(double value, Profile profile) {
    return profile.has(SHORTEST) ? shortest(value) : seventeenDigits(value);
  }

  /** As C prints it with {@code %.17g}. */
  public static String seventeenDigits(double value) {
    if (value == (long) value && Math.abs(value) < 1e17 && value != 0) {
      return Long.toString((long) value);
    }
    String special = special(value);
    return special != null ? special : seventeenDigits(Math.abs(value), value < 0);
  }

  /**
   * As servers from 7.2 on print it: whole numbers up to 2^62 as integers, all others with the
   * digits that the Grisu2 algorithm finds, nearly always the fewest that read back as the same
   * double.
   */
  public static String shortest(double value) {
    if (value == (long) value && Math.abs(value) <= EXACT_INTEGER_LIMIT && value != 0) {
      return Long.toString((long) value);
    }
    String special = special(value);
    return special != null ? special : new Grisu(Math.abs(value)).text(value < 0);
  }

  private static @Nullable String special(double value) {
    if (Double.isNaN(value)) {
      return "nan";
    }
    if (Double.isInfinite(value)) {
      return value > 0 ? "inf" : "-inf";
    }
    if (value == 0) {
      return 1 / value < 0 ? "-0" : "0";
    }
    return null;
  }

  private static String seventeenDigits(double value, boolean negative) {
    int exponent = (int) Math.floor(Math.log10(value));
    long digits = scaled(value, 16 - exponent);
    if (digits <= 10_000_000_000_000_000L || digits >= 100_000_000_000_000_000L) {
      // out of reach of 128 bits, or the logarithm may be a little off
      BigDecimal rounded = new BigDecimal(value).round(SEVENTEEN);
      exponent = rounded.precision() - rounded.scale() - 1;
      digits =
          rounded.setScale(16 - exponent, RoundingMode.UNNECESSARY).unscaledValue().longValue();
    }
    while (digits % 10 == 0) {
      digits /= 10;
    }
    byte[] text = Numbers.text(digits);
    Decimal decimal = new Decimal(negative, text, text.length, exponent);
    return exponent < -4 || exponent >= 17 ? decimal.scientific(2) : decimal.plain();
  }

  /** The number times a power of ten, rounded half to even without loss; 0 if that is too hard. */
  private static long scaled(double value, int power) {
    if (power < 0 || power >= FIVES.length) {
      return 0;
    }
    int exponent = Math.getExponent(value) - 52;
    long mantissa = (long) Math.scalb(value, -exponent);
    long low = mantissa * FIVES[power];
    int shift = -exponent - power; // ten's factors of two go into the shift
    return shift == 0 ? low : shiftRight(Math.multiplyHigh(mantissa, FIVES[power]), low, shift);
  }

  /** Shifts 128 bits by 1 to 127, rounding half to even. */
  private static long shiftRight(long high, long low, int shift) {
    long kept;
    long dropped;
    boolean sticky = false;
    if (shift < 64) {
      kept = high << (64 - shift) | low >>> shift;
      dropped = low << (64 - shift);
    } else {
      kept = shift == 64 ? high : high >>> (shift - 64);
      dropped = shift == 64 ? low : high << (128 - shift) | low >>> (shift - 64);
      sticky = shift > 64 && low << (128 - shift) != 0;
    }
    boolean aboveHalf = dropped << 1 != 0 || sticky || (kept & 1) == 1;
    return dropped < 0 && aboveHalf ? kept + 1 : kept;
  }

  /**
   * The number that the bytes spell, as C reads it: decimal, hexadecimal or an infinity, with
   * nothing around it. What is too large or too small for a double is refused.
   *
   * @return NaN, which Redis takes from nobody, if the bytes are no such number
   */
  public static double parse(Bytes text) {
    double value = strtod(text);
    return isOutOfRange(value, text.array()) ? Double.NaN : value;
  }

  /** As {@link #parse(Bytes)}, but some servers take no hexadecimal numbers. */
  public static double parse(Bytes text, Profile profile) {
    boolean refused = profile.has(DECIMAL_ONLY) && isHexadecimal(text.array());
    return refused ? Double.NaN : parse(text);
  }

  private static boolean isHexadecimal(byte[] text) {
    int start = firstDigit(text);
    return start + 1 < text.length && (text[start + 1] | 0x20) == 'x';
  }

  /** Whether the text spells a finite number that is too large, or one too small, for a double. */
  private static boolean isOutOfRange(double value, byte[] text) {
    if (Double.isInfinite(value)) {
      return text[firstDigit(text)] <= '9';
    }
    return value == 0 && !isZero(text);
  }

  /** Whether all digits in front of the exponent are zero. */
  private static boolean isZero(byte[] text) {
    boolean hexadecimal = false;
    for (byte b : text) {
      if (b == 'x' || b == 'X') {
        hexadecimal = true;
      } else if ((b | 0x20) == (hexadecimal ? 'p' : 'e')) {
        return true;
      } else if (Character.digit(b, 16) > 0) {
        return false;
      }
    }
    return true;
  }

  /**
   * As {@link #parse}, but what is too large is infinite and what is too small is zero, as C's
   * {@code strtod} has it.
   */
  public static double strtod(Bytes text) {
    byte[] a = text.array();
    int start = firstDigit(a);
    if (start == a.length) {
      return Double.NaN;
    }
    double magnitude;
    if (a[start] > '9') {
      magnitude = isInfinity(text.slice(start, a.length)) ? Double.POSITIVE_INFINITY : Double.NaN;
    } else if (start + 1 < a.length && (a[start + 1] | 0x20) == 'x') {
      magnitude = hexadecimal(a, start);
    } else {
      magnitude = decimal(a, start);
    }
    return a[0] == '-' ? -magnitude : magnitude;
  }

  private static int firstDigit(byte[] text) {
    return text.length > 0 && (text[0] == '-' || text[0] == '+') ? 1 : 0;
  }

  private static boolean isInfinity(Bytes text) {
    return text.is("inf") || text.is("infinity");
  }

  private static double decimal(byte[] a, int start) {
    long mantissa = 0;
    int digits = 0;
    int point = -1;
    int at = start;
    for (; at < a.length; at++) {
      byte b = a[at];
      if (b >= '0' && b <= '9') {
        mantissa = mantissa * 10 + (b - '0');
        digits++;
      } else if (b == '.' && point < 0) {
        point = digits;
      } else {
        break;
      }
    }
    if (digits == 0 || !endsAsExponent(a, at, 'e')) {
      return Double.NaN;
    }
    int scale = point < 0 ? 0 : digits - point;
    if (at == a.length && digits <= 15) {
      return mantissa / TENS[scale]; // both are exact, so the quotient is right
    }
    return Double.parseDouble(new String(a, start, a.length - start, ISO_8859_1));
  }

  /** Whether nothing is left, or only an exponent behind this letter. */
  private static boolean endsAsExponent(byte[] a, int from, char letter) {
    if (from == a.length) {
      return true;
    }
    int at = from + 1;
    if (at < a.length && (a[at] == '-' || a[at] == '+')) {
      at++;
    }
    return (a[from] | 0x20) == letter && at < a.length && isDigits(a, at);
  }

  private static boolean isDigits(byte[] a, int from) {
    for (int i = from; i < a.length; i++) {
      if (a[i] < '0' || a[i] > '9') {
        return false;
      }
    }
    return true;
  }

  private static double hexadecimal(byte[] a, int start) {
    int digits = 0;
    boolean point = false;
    int at = start + 2;
    for (; at < a.length; at++) {
      if (Character.digit(a[at], 16) >= 0) {
        digits++;
      } else if (a[at] == '.' && !point) {
        point = true;
      } else {
        break;
      }
    }
    if (a[start] != '0' || digits == 0 || !endsAsExponent(a, at, 'p')) {
      return Double.NaN;
    }
    String text = new String(a, start, a.length - start, ISO_8859_1);
    return Double.parseDouble(at == a.length ? text + "p0" : text);
  }
}
