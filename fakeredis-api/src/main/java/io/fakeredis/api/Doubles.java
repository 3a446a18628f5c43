package io.fakeredis.api;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** Doubles as Redis writes them. */
public final class Doubles {
  private static final Feature SHORTEST = Feature.since("DOUBLE.shortest", "7.2");
  private static final MathContext SEVENTEEN = new MathContext(17, RoundingMode.HALF_EVEN);

  private Doubles() {}

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
