package io.fakeredis.api;

import java.math.BigInteger;

/**
 * Loitsch's Grisu2: nearly always the shortest decimal digits that read back as the same double.
 *
 * <p>Where 64 bits of a power of ten do not suffice to find the shortest digits it gives longer
 * ones, and so do the servers since 7.2. For their replies an exact algorithm would be wrong.
 */
final class Grisu {
  private static final int MOST_DIGITS = 18;
  private static final int FRACTION_BITS = 52;
  private static final long HIDDEN_BIT = 1L << FRACTION_BITS;
  private static final int EXPONENT_BIAS = 1023 + FRACTION_BITS;

  /** The product of a number and its power of ten gets a binary exponent between these. */
  private static final int LOWEST_EXPONENT = -60;

  private static final int HIGHEST_EXPONENT = -32;

  private final byte[] digits = new byte[MOST_DIGITS];
  private int count;

  /** The power of ten by which the digits, read as an integer, are to be multiplied. */
  private int exponent;

  /** Takes a positive finite number. */
  Grisu(double value) {
    long bits = Double.doubleToRawLongBits(value);
    long biased = bits >>> FRACTION_BITS;
    long fraction = bits & (HIDDEN_BIT - 1);
    if (biased == 0) {
      generate(fraction, 1 - EXPONENT_BIAS);
    } else {
      generate(fraction | HIDDEN_BIT, (int) biased - EXPONENT_BIAS);
    }
  }

  /**
   * The text that the servers make of the digits. They print an exponent where there would be seven
   * or more zeros behind the digits, or where the digits reach far behind the point.
   */
  String text(boolean negative) {
    int leading = exponent + count - 1;
    Decimal decimal = new Decimal(negative, digits, count, leading);
    boolean whole = exponent >= 0 && leading < count + 7;
    boolean fraction = exponent < 0 && (exponent > -7 || Math.abs(leading) < 4);
    return whole || fraction ? decimal.plain() : decimal.scientific(1);
  }

  private void generate(long fraction, int binaryExponent) {
    int shift = Long.numberOfLeadingZeros(fraction);
    int upperShift = shift - 1;
    long upper = ((fraction << 1) + 1) << upperShift;
    int upperExponent = binaryExponent - 1 - upperShift;
    // The gap below a power of two is half as wide as the one above it.
    int lowerShift = fraction == HIDDEN_BIT ? 2 : 1;
    long lower = ((fraction << lowerShift) - 1) << (binaryExponent - lowerShift - upperExponent);

    int power = Powers.indexFor(upperExponent);
    long factor = Powers.FRACTIONS[power];
    exponent = -Powers.decimal(power);
    generate(
        multiply(fraction << shift, factor),
        multiply(lower, factor) + 1,
        multiply(upper, factor) - 1,
        -(upperExponent + Powers.EXPONENTS[power] + 64));
  }

  /** The upper half of the product, rounded. */
  private static long multiply(long a, long b) {
    long high = Math.multiplyHigh(a, b) + ((a >> 63) & b) + ((b >> 63) & a);
    return high + ((a * b) >>> 63);
  }

  /**
   * Takes digits off the upper bound until what is left is less than the width of the interval. The
   * point stands so many bits from the right.
   */
  private void generate(long value, long lower, long upper, int point) {
    long width = upper - lower;
    long distance = upper - value;
    long one = 1L << point;
    long whole = upper >>> point;
    long rest = upper & (one - 1);
    int kappa = 10;
    for (long divisor = 1_000_000_000; kappa > 0; divisor /= 10) {
      append(whole / divisor);
      whole %= divisor;
      kappa--;
      long remainder = (whole << point) + rest;
      if (Long.compareUnsigned(remainder, width) <= 0) {
        exponent += kappa;
        roundDown(width, remainder, divisor << point, distance);
        return;
      }
    }
    do {
      rest *= 10;
      width *= 10;
      distance *= 10;
      kappa--;
      append(rest >>> point);
      rest &= one - 1;
    } while (Long.compareUnsigned(rest, width) >= 0);
    exponent += kappa;
    roundDown(width, rest, one, distance);
  }

  private void append(long digit) {
    if (digit != 0 || count > 0) {
      digits[count++] = (byte) ('0' + digit);
    }
  }

  /** Lowers the last digit while that brings the result closer to the number itself. */
  private void roundDown(long width, long remainder, long unit, long distance) {
    long at = remainder;
    while (Long.compareUnsigned(at, distance) < 0
        && Long.compareUnsigned(width - at, unit) >= 0
        && (Long.compareUnsigned(at + unit, distance) < 0
            || Long.compareUnsigned(distance - at, at + unit - distance) > 0)) {
      digits[count - 1]--;
      at += unit;
    }
  }

  /** Every eighth power of ten with 64 bits of precision. */
  private static final class Powers {
    private static final int COUNT = 87;
    private static final int STEP = 8;
    private static final int FIRST = -348;
    private static final double LOG_10_OF_2 = 0.30102999566398114;

    static final long[] FRACTIONS = new long[COUNT];
    static final int[] EXPONENTS = new int[COUNT];

    static {
      for (int i = 0; i < COUNT; i++) {
        set(i, decimal(i));
      }
    }

    private static void set(int index, int decimal) {
      BigInteger power = BigInteger.TEN.pow(Math.abs(decimal));
      int guard = 2 * power.bitLength() + 66;
      BigInteger scaled =
          decimal >= 0 ? power.shiftLeft(guard) : BigInteger.ONE.shiftLeft(guard).divide(power);
      int excess = scaled.bitLength() - 64;
      BigInteger half = BigInteger.ONE.shiftLeft(excess - 1);
      FRACTIONS[index] = scaled.add(half).shiftRight(excess).longValue();
      EXPONENTS[index] = excess - guard;
    }

    static int decimal(int index) {
      return FIRST + index * STEP;
    }

    /** The power that moves a number with this exponent into the range that the digits need. */
    static int indexFor(int exponent) {
      int index = ((int) (-(exponent + COUNT) * LOG_10_OF_2) - FIRST) / STEP;
      while (exponent + EXPONENTS[index] + 64 < LOWEST_EXPONENT) {
        index++;
      }
      while (exponent + EXPONENTS[index] + 64 > HIGHEST_EXPONENT) {
        index--;
      }
      return index;
    }
  }
}
