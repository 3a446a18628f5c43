package io.fakeredis.core.value;

import io.fakeredis.api.Bytes;
import io.fakeredis.api.Doubles;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/**
 * The {@code long double} of x86 with its 64-bit mantissa, in which the real servers do INCRBYFLOAT
 * and HINCRBYFLOAT: a whole number times a power of two, rounded half to even.
 */
public final class LongDouble {
  private static final LongDouble INFINITY = new LongDouble(BigInteger.ONE, Integer.MAX_VALUE);
  private static final LongDouble MINUS_INFINITY =
      new LongDouble(BigInteger.ONE.negate(), Integer.MAX_VALUE);

  /** What the sum of the two infinities is. */
  private static final LongDouble NOT_A_NUMBER = new LongDouble(BigInteger.ZERO, Integer.MAX_VALUE);

  /** The longest text that the servers take, the terminating zero byte left out. */
  private static final int LONGEST_TEXT = 5 * 1024 - 1;

  private static final int MANTISSA_BITS = 64;
  private static final int LOWEST_EXPONENT = -16445;
  private static final int HIGHEST_EXPONENT = 16384 - MANTISSA_BITS;

  /** Decimal exponents beyond this are out of range, however many digits there are. */
  private static final int DECIMAL_LIMIT = 12000;

  private static final int DOUBLE_FRACTION_BITS = 52;
  private static final int PRINTED_DECIMALS = 17;
  private static final BigInteger PRINTED_SCALE = BigInteger.TEN.pow(PRINTED_DECIMALS);
  private static final BigInteger FIVE = BigInteger.valueOf(5);
  private static final MathContext SEVENTEEN_DIGITS = new MathContext(17, RoundingMode.HALF_EVEN);

  private final BigInteger mantissa;
  private final int exponent;

  private LongDouble(BigInteger mantissa, int exponent) {
    this.mantissa = mantissa;
    this.exponent = exponent;
  }

  /**
   * The number that the text spells, decimal, hexadecimal or infinite; null if it spells none, or
   * one too large or too small.
   */
  public static @Nullable LongDouble parse(Bytes text) {
    double rough = Doubles.strtod(text);
    if (Double.isNaN(rough) || text.length() > LONGEST_TEXT) {
      return null;
    }
    String word = text.latin();
    String unsigned = word.startsWith("-") || word.startsWith("+") ? word.substring(1) : word;
    if (unsigned.charAt(0) > '9') {
      return rough > 0 ? INFINITY : MINUS_INFINITY;
    }
    boolean hexadecimal = unsigned.startsWith("0x") || unsigned.startsWith("0X");
    LongDouble value = hexadecimal ? hexadecimal(unsigned.substring(2)) : decimal(unsigned);
    return value != null && word.startsWith("-") ? value.negated() : value;
  }

  /** An integer, which a long double always has room for. */
  public static LongDouble of(long number) {
    return new LongDouble(BigInteger.valueOf(number), 0);
  }

  /** A finite double. */
  public static LongDouble of(double number) {
    int exponent = Math.max(Math.getExponent(number), Double.MIN_EXPONENT) - DOUBLE_FRACTION_BITS;
    return new LongDouble(BigInteger.valueOf((long) Math.scalb(number, -exponent)), exponent);
  }

  private static @Nullable LongDouble decimal(String word) {
    int end = indexOf(word, 'e');
    BigDecimal digits = new BigDecimal(word.substring(0, end));
    if (digits.signum() == 0) {
      return new LongDouble(BigInteger.ZERO, 0);
    }
    int power = exponent(word, end);
    if (Math.abs(power) > DECIMAL_LIMIT) {
      return null;
    }
    BigDecimal value = digits.scaleByPowerOfTen(power);
    if (value.scale() <= 0) {
      return inRange(round(value.toBigIntegerExact(), 0, false));
    }
    BigInteger divisor = BigInteger.TEN.pow(value.scale());
    BigInteger dividend = value.unscaledValue();
    int shift = Math.max(0, MANTISSA_BITS + 2 + divisor.bitLength() - dividend.bitLength());
    BigInteger[] quotient = dividend.shiftLeft(shift).divideAndRemainder(divisor);
    return inRange(round(quotient[0], -shift, quotient[1].signum() != 0));
  }

  private static @Nullable LongDouble hexadecimal(String word) {
    int end = indexOf(word, 'p');
    int point = word.indexOf('.');
    int decimals = point < 0 ? 0 : end - point - 1;
    BigInteger digits = new BigInteger(word.substring(0, end).replace(".", ""), 16);
    if (digits.signum() == 0) {
      return new LongDouble(BigInteger.ZERO, 0);
    }
    int power = exponent(word, end);
    return Math.abs(power) > 4 * DECIMAL_LIMIT
        ? null
        : inRange(round(digits, power - 4 * decimals, false));
  }

  private static int indexOf(String word, char letter) {
    for (int i = 0; i < word.length(); i++) {
      if ((word.charAt(i) | 0x20) == letter) {
        return i;
      }
    }
    return word.length();
  }

  /** What follows the exponent's letter, cut to a range that is far out of any limit. */
  private static int exponent(String word, int letter) {
    if (letter == word.length()) {
      return 0;
    }
    BigInteger power = new BigInteger(word.substring(letter + 1));
    return power.bitLength() < 24 ? power.intValue() : power.signum() << 24;
  }

  private static @Nullable LongDouble inRange(LongDouble value) {
    return value.isFinite() && value.mantissa.signum() != 0 ? value : null;
  }

  /**
   * The nearest long double to a number.
   *
   * @param sticky whether the number is a little more than the mantissa says
   */
  private static LongDouble round(BigInteger mantissa, int exponent, boolean sticky) {
    BigInteger magnitude = mantissa.abs();
    int excess = Math.max(magnitude.bitLength() - MANTISSA_BITS, LOWEST_EXPONENT - exponent);
    if (excess <= 0) {
      return checked(mantissa, exponent);
    }
    BigInteger kept = shiftHalfEven(magnitude, excess, sticky);
    return checked(mantissa.signum() < 0 ? kept.negate() : kept, exponent + excess);
  }

  private static LongDouble checked(BigInteger mantissa, int exponent) {
    if (exponent + mantissa.bitLength() > HIGHEST_EXPONENT + MANTISSA_BITS) {
      return mantissa.signum() > 0 ? INFINITY : MINUS_INFINITY;
    }
    return new LongDouble(mantissa, exponent);
  }

  private static BigInteger shiftHalfEven(BigInteger magnitude, int bits, boolean sticky) {
    BigInteger kept = magnitude.shiftRight(bits);
    boolean half = magnitude.testBit(bits - 1);
    boolean more = sticky || magnitude.getLowestSetBit() < bits - 1;
    return half && (more || kept.testBit(0)) ? kept.add(BigInteger.ONE) : kept;
  }

  public boolean isNegative() {
    return mantissa.signum() < 0;
  }

  public boolean isFinite() {
    return exponent != Integer.MAX_VALUE;
  }

  private LongDouble negated() {
    if (isFinite()) {
      return new LongDouble(mantissa.negate(), exponent);
    }
    return this == INFINITY ? MINUS_INFINITY : this == MINUS_INFINITY ? INFINITY : this;
  }

  /** The rounded sum; not finite if it is too large, or one of the two is not finite already. */
  public LongDouble plus(LongDouble other) {
    if (!isFinite() && !other.isFinite()) {
      return this == other ? this : NOT_A_NUMBER;
    }
    if (!isFinite() || !other.isFinite()) {
      return isFinite() ? other : this;
    }
    int lower = Math.min(exponent, other.exponent);
    BigInteger sum =
        mantissa.shiftLeft(exponent - lower).add(other.mantissa.shiftLeft(other.exponent - lower));
    return round(sum, lower, false);
  }

  /** The rounded difference; not finite if it is too large, or one of the two is not already. */
  public LongDouble minus(LongDouble other) {
    return plus(other.negated());
  }

  public boolean isAbove(LongDouble other) {
    boolean oneIsFinite = isFinite() || other.isFinite();
    return oneIsFinite
        ? minus(other).mantissa.signum() > 0
        : mantissa.signum() > other.mantissa.signum();
  }

  /** The rounded product of a finite number and a factor, which may be infinite. */
  public LongDouble times(long factor) {
    return round(mantissa.multiply(BigInteger.valueOf(factor)), exponent, false);
  }

  /** The whole number next to a finite number in that direction. */
  public BigInteger whole(RoundingMode direction) {
    BigDecimal power = new BigDecimal(BigInteger.ONE.shiftLeft(Math.abs(exponent)));
    BigDecimal value = new BigDecimal(mantissa);
    return exponent >= 0
        ? value.multiply(power).toBigIntegerExact()
        : value.divide(power, 0, direction).toBigIntegerExact();
  }

  /** A finite number with up to 17 decimals and without trailing zeros; never {@code -0}. */
  public Bytes text() {
    BigInteger scaled = mantissa.abs().multiply(PRINTED_SCALE);
    BigInteger shifted =
        exponent >= 0 ? scaled.shiftLeft(exponent) : shiftHalfEven(scaled, -exponent, false);
    if (shifted.signum() == 0) {
      return Bytes.of(0);
    }
    BigDecimal value = new BigDecimal(shifted, PRINTED_DECIMALS).stripTrailingZeros();
    return Bytes.latin((mantissa.signum() < 0 ? "-" : "") + value.toPlainString());
  }

  /** As C prints it with {@code %.17Lg}. */
  public Bytes seventeenDigits() {
    if (!isFinite() || mantissa.signum() == 0) {
      return isFinite() ? Bytes.of(0) : Bytes.latin(toString());
    }
    BigDecimal rounded = exact().round(SEVENTEEN_DIGITS).stripTrailingZeros();
    int power = rounded.precision() - rounded.scale() - 1;
    if (power >= -4 && power < SEVENTEEN_DIGITS.getPrecision()) {
      return Bytes.latin(rounded.toPlainString());
    }
    String digits = rounded.scaleByPowerOfTen(-power).toPlainString();
    String sign = power < 0 ? "-" : "+";
    return Bytes.latin(digits + "e" + sign + (Math.abs(power) < 10 ? "0" : "") + Math.abs(power));
  }

  private BigDecimal exact() {
    if (exponent >= 0) {
      return new BigDecimal(mantissa.shiftLeft(exponent));
    }
    return new BigDecimal(mantissa.multiply(FIVE.pow(-exponent)), -exponent);
  }

  @Override
  public String toString() {
    if (isFinite()) {
      return text().latin();
    }
    return this == NOT_A_NUMBER ? "nan" : mantissa.signum() > 0 ? "inf" : "-inf";
  }
}
