package io.fakeredis.core.value;

import java.math.BigDecimal;
import java.math.MathContext;

/**
 * Sines, cosines and arc sines rounded to the nearest double, as the C library of the real servers
 * has them in all but the rarest cases; Java's own may be off by one in the last place, which
 * distances then show.
 *
 * <p>A value is computed as the unevaluated sum of two doubles, {@code high + low}, with more than
 * a hundred bits.
 */
final class Trigonometry {
  /** Enough terms of the series for angles up to 90 degrees. */
  private static final int TERMS = 16;

  /** What the powers of the angle are multiplied by: 1, -1/3!, 1/5! and so on. */
  private static final Trigonometry[] COEFFICIENTS = coefficients();

  /** What {@link Math#PI} lacks. */
  private static final double PI_LOW = 1.2246467991473532e-16;

  private static final double HALF_PI = Math.PI / 2;
  private static final double HALF_PI_LOW = PI_LOW / 2;

  private double high;
  private double low;

  private Trigonometry(double high, double low) {
    this.high = high;
    this.low = low;
  }

  /** The sine of an angle between -pi and pi. */
  static double sin(double angle) {
    double size = Math.abs(angle);
    Trigonometry reduced =
        size <= HALF_PI ? new Trigonometry(size, 0) : new Trigonometry(Math.PI, PI_LOW).add(-size);
    return Math.copySign(reduced.sine().high, angle);
  }

  /** The cosine of an angle between -pi and pi. */
  static double cos(double angle) {
    Trigonometry complement = new Trigonometry(HALF_PI, HALF_PI_LOW).add(-Math.abs(angle));
    return complement.sine().high;
  }

  /** The angle of that sine, which lies between 0 and 1. */
  static double asin(double sine) {
    double angle = StrictMath.asin(sine);
    double slope = StrictMath.cos(angle);
    if (slope < 1e-6) {
      return angle; // so near to the pole that what is missing cannot be told this way
    }
    Trigonometry exact = new Trigonometry(angle, 0).sine();
    return angle + (sine - exact.high - exact.low) / slope;
  }

  private static Trigonometry[] coefficients() {
    Trigonometry[] coefficients = new Trigonometry[TERMS];
    BigDecimal coefficient = BigDecimal.ONE;
    for (int i = 0; i < TERMS; i++) {
      double high = coefficient.doubleValue();
      double low = coefficient.subtract(new BigDecimal(high)).doubleValue();
      coefficients[i] = new Trigonometry(high, low);
      BigDecimal divisor = BigDecimal.valueOf(-(2L * i + 2) * (2 * i + 3));
      coefficient = coefficient.divide(divisor, MathContext.DECIMAL128);
    }
    return coefficients;
  }

  /** The Taylor series of the sine, from the smallest term on. */
  private Trigonometry sine() {
    Trigonometry square = new Trigonometry(high, low).times(high, low);
    Trigonometry result = new Trigonometry(0, 0);
    for (int i = TERMS - 1; i >= 0; i--) {
      Trigonometry coefficient = COEFFICIENTS[i];
      result.times(square.high, square.low).add(coefficient.high).addLow(coefficient.low);
    }
    return result.times(high, low);
  }

  private Trigonometry add(double more) {
    double sum = high + more;
    double lost = sum - high;
    return set(sum, (high - (sum - lost)) + (more - lost) + low);
  }

  private Trigonometry times(double otherHigh, double otherLow) {
    double product = high * otherHigh;
    double lost = Math.fma(high, otherHigh, -product);
    return set(product, lost + (high * otherLow + low * otherHigh));
  }

  private Trigonometry addLow(double more) {
    return set(high, low + more);
  }

  /** Takes the two parts, so that the high one is the rounded whole. */
  private Trigonometry set(double newHigh, double newLow) {
    high = newHigh + newLow;
    low = newLow - (high - newHigh);
    return this;
  }
}
