package io.fakeredis.api;

import static java.util.regex.Pattern.CASE_INSENSITIVE;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Doubles as Redis reads and writes them. */
public final class Doubles {
  private static final Feature SHORTEST = Feature.since("DOUBLE.shortest", "7.2");
  private static final MathContext SEVENTEEN = new MathContext(17, RoundingMode.HALF_EVEN);

  private static final Pattern DECIMAL =
      Pattern.compile("[+-]?(?:[0-9]+\\.?[0-9]*|\\.[0-9]+)(?:[eE][+-]?[0-9]+)?");
  private static final Pattern HEXADECIMAL =
      Pattern.compile(
          "[+-]?0[xX](?:[0-9a-fA-F]+\\.?[0-9a-fA-F]*|\\.[0-9a-fA-F]+)([pP][+-]?[0-9]+)?");
  private static final Pattern NOT_ZERO =
      Pattern.compile("[+-]?(?:0[xX][0.]*[1-9a-fA-F].*|[0.]*[1-9].*)");
  private static final Pattern INFINITE = Pattern.compile("([+-]?)inf(?:inity)?", CASE_INSENSITIVE);

  private Doubles() {}

  /**
   * The number that the bytes spell, as C reads it: decimal, hexadecimal or an infinity, with
   * nothing around it. What is too large or too small for a double is refused.
   *
   * @return NaN, which Redis takes from nobody, if the bytes are no such number
   */
  public static double parse(Bytes text) {
    String word = text.latin();
    if (DECIMAL.matcher(word).matches()) {
      return inRange(Double.parseDouble(word), word);
    }
    Matcher hexadecimal = HEXADECIMAL.matcher(word);
    if (hexadecimal.matches()) {
      return inRange(Double.parseDouble(hexadecimal.group(1) == null ? word + "p0" : word), word);
    }
    Matcher infinite = INFINITE.matcher(word);
    if (infinite.matches()) {
      return infinite.group(1).equals("-") ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
    }
    return Double.NaN;
  }

  private static double inRange(double value, String word) {
    boolean tooSmall = value == 0 && NOT_ZERO.matcher(word).matches();
    return Double.isInfinite(value) || tooSmall ? Double.NaN : value;
  }

  /** The text that the server's version gives a score: 17 digits up to 7.0, then the shortest. */
  public static String text(double value, Profile profile) {
    return profile.has(SHORTEST) ? shortest(value) : seventeenDigits(value);
  }

  /** As C prints it with {@code %.17g}. */
  public static String seventeenDigits(double value) {
    String special = special(value);
    return special != null ? special : general(new BigDecimal(value).round(SEVENTEEN), value);
  }

  /** The fewest digits that read back as the same double. */
  public static String shortest(double value) {
    String special = special(value);
    if (special != null) {
      return special;
    }
    for (int digits = 1; digits < 17; digits++) {
      BigDecimal rounded =
          new BigDecimal(value).round(new MathContext(digits, RoundingMode.HALF_EVEN));
      if (rounded.doubleValue() == value) {
        return general(rounded, value);
      }
    }
    return seventeenDigits(value);
  }

  private static @org.jspecify.annotations.Nullable String special(double value) {
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

  private static String general(BigDecimal rounded, double value) {
    BigDecimal plain = rounded.stripTrailingZeros();
    String digits = plain.unscaledValue().abs().toString();
    int exponent = digits.length() - plain.scale() - 1;
    String sign = value < 0 ? "-" : "";
    if (exponent < -4 || exponent >= 17) {
      String fraction = digits.length() > 1 ? "." + digits.substring(1) : "";
      String power = (exponent < 0 ? "-" : "+") + (Math.abs(exponent) < 10 ? "0" : "");
      return sign + digits.charAt(0) + fraction + "e" + power + Math.abs(exponent);
    }
    return plain.toPlainString();
  }
}
