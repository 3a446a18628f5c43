package io.fakeredis.core.script.lua;

/**
 * Arithmetic as x86-64 does it: a NaN that an operation makes has its sign bit set and prints as
 * {@code -nan}, while a NaN that comes in goes through unchanged. Java leaves that open.
 */
final class Arithmetic {

  /** The NaN that invalid operations give. */
  static final double NAN = Double.longBitsToDouble(0xfff8000000000000L);

  private Arithmetic() {}

  static double apply(int opcode, double a, double b) {
    switch (opcode) {
      case Opcode.ADD:
        return checked(a + b, a, b);
      case Opcode.SUB:
        return checked(a - b, a, b);
      case Opcode.MUL:
        return checked(a * b, a, b);
      case Opcode.DIV:
        return checked(a / b, a, b);
      case Opcode.MOD:
        return checked(a - Math.floor(a / b) * b, a, b);
      default:
        return power(a, b);
    }
  }

  /** The result, or if it is NaN the NaN that x86-64 would give. */
  static double checked(double result, double a, double b) {
    if (!Double.isNaN(result)) {
      return result;
    }
    if (Double.isNaN(a)) {
      return a;
    }
    return Double.isNaN(b) ? b : NAN;
  }

  static double power(double a, double b) {
    if (b == 2) {
      return checked(a * a, a, b);
    }
    // C has 1 to any power and -1 to an infinite one as 1, Java has them as NaN.
    if (a == 1 || (a == -1 && Double.isInfinite(b))) {
      return 1;
    }
    return checked(Math.pow(a, b), a, b);
  }

  static double negate(double a) {
    long flipped = Double.doubleToRawLongBits(a) ^ Long.MIN_VALUE;
    return !Double.isNaN(a) ? -a : Double.longBitsToDouble(flipped);
  }

  /** What a cast to a 64-bit integer gives: the smallest one for all that does not fit. */
  static long toLong(double d) {
    return d >= -0x1p63 && d < 0x1p63 ? (long) d : Long.MIN_VALUE;
  }

  /** What a cast to an unsigned 64-bit integer gives. */
  static long toUnsigned(double d) {
    return d >= 0x1p63 ? toLong(d - 0x1p63) ^ Long.MIN_VALUE : toLong(d);
  }

  /** What a cast to int by way of a 64-bit integer gives. */
  static int toInt(double d) {
    return (int) toLong(d);
  }
}
