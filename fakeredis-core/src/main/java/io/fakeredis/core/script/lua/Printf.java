package io.fakeredis.core.script.lua;

import java.util.Arrays;
import java.util.Locale;

/** One conversion of C's printf: its flags, width and precision. */
final class Printf {

  private static final int DEFAULT_PRECISION = 6;

  private final boolean left;
  private final boolean plus;
  private final boolean space;
  private final boolean alternative;
  private final boolean zero;
  private final int width;
  private final int precision;

  /** Flags among {@code -+ #0}; precision -1 if there is none. */
  Printf(String flags, int width, int precision) {
    left = flags.indexOf('-') >= 0;
    plus = flags.indexOf('+') >= 0;
    space = flags.indexOf(' ') >= 0;
    alternative = flags.indexOf('#') >= 0;
    zero = flags.indexOf('0') >= 0;
    this.width = width;
    this.precision = precision;
  }

  boolean hasPrecision() {
    return precision >= 0;
  }

  /** {@code %s}. */
  byte[] string(byte[] s) {
    return pad(s, precision >= 0 ? Math.min(precision, s.length) : s.length);
  }

  /** {@code %c}, which has no use for a precision. */
  byte[] character(byte c) {
    return pad(new byte[] {c}, 1);
  }

  private byte[] pad(byte[] s, int length) {
    byte[] padded = new byte[Math.max(width, length)];
    Arrays.fill(padded, (byte) ' ');
    System.arraycopy(s, 0, padded, left ? 0 : padded.length - length, length);
    return padded;
  }

  /** {@code %d}. */
  String signed(long value) {
    String digits = value < 0 ? Long.toString(value).substring(1) : Long.toString(value);
    return integer(sign(value < 0), digits, value == 0);
  }

  /** {@code %u}, {@code %o}, {@code %x} or {@code %X}. */
  String unsigned(long value, char conversion) {
    switch (conversion) {
      case 'o':
        {
          String digits = Long.toOctalString(value);
          boolean prefixed = alternative && !digits.startsWith("0") && digits.length() >= precision;
          return integer("", prefixed ? "0" + digits : digits, value == 0 && !alternative);
        }
      case 'x':
        return integer(alternative && value != 0 ? "0x" : "", Long.toHexString(value), value == 0);
      case 'X':
        {
          String digits = Long.toHexString(value).toUpperCase(Locale.ROOT);
          return integer(alternative && value != 0 ? "0X" : "", digits, value == 0);
        }
      default:
        return integer("", Long.toUnsignedString(value), value == 0);
    }
  }

  private String integer(String prefix, String digits, boolean isZero) {
    String shown = isZero && precision == 0 ? "" : digits;
    shown = "0".repeat(Math.max(precision - shown.length(), 0)) + shown;
    return pad(prefix, shown, precision < 0);
  }

  /** {@code %e}, {@code %f} or {@code %g}, in either case. */
  String floating(double value, char conversion) {
    boolean negative = Double.doubleToRawLongBits(value) < 0;
    String text;
    if (Double.isNaN(value) || Double.isInfinite(value)) {
      text = NumberText.special(value);
    } else {
      int digits = precision < 0 ? DEFAULT_PRECISION : precision;
      text = finite(value, Character.toLowerCase(conversion), digits);
    }
    if (Character.isUpperCase(conversion)) {
      text = text.toUpperCase(Locale.ROOT);
    }
    boolean zeros = !Double.isNaN(value) && !Double.isInfinite(value);
    return pad(sign(negative), negative ? text.substring(1) : text, zeros);
  }

  private String finite(double value, char conversion, int digits) {
    switch (conversion) {
      case 'e':
        return FloatText.exponential(value, digits, alternative);
      case 'f':
        return FloatText.fixed(value, digits, alternative);
      default:
        return FloatText.general(value, digits, alternative);
    }
  }

  private String sign(boolean negative) {
    if (negative) {
      return "-";
    }
    return plus ? "+" : space ? " " : "";
  }

  private String pad(String prefix, String digits, boolean zerosAllowed) {
    int missing = Math.max(width - prefix.length() - digits.length(), 0);
    if (left) {
      return prefix + digits + " ".repeat(missing);
    }
    if (zero && zerosAllowed) {
      return prefix + "0".repeat(missing) + digits;
    }
    return " ".repeat(missing) + prefix + digits;
  }
}
