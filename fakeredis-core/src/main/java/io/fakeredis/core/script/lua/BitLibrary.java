package io.fakeredis.core.script.lua;

import java.util.Locale;
import java.util.function.IntBinaryOperator;
import java.util.function.IntUnaryOperator;

/** The bit library: operations on 32-bit integers. */
final class BitLibrary {

  /** Adding it leaves the number, rounded half to even, in the lower 32 bits of the double. */
  private static final double ROUNDING = 6755399441055744.0;

  private static final int SHIFT_MASK = 31;

  private BitLibrary() {}

  static void open(LuaState state) {
    new Library(state, 12)
        .function("tobit", unary(x -> x))
        .function("bnot", unary(x -> ~x))
        .function("band", fold((x, y) -> x & y))
        .function("bor", fold((x, y) -> x | y))
        .function("bxor", fold((x, y) -> x ^ y))
        .function("lshift", shift((x, n) -> x << n))
        .function("rshift", shift((x, n) -> x >>> n))
        .function("arshift", shift((x, n) -> x >> n))
        .function("rol", shift(Integer::rotateLeft))
        .function("ror", shift(Integer::rotateRight))
        .function("bswap", unary(Integer::reverseBytes))
        .function("tohex", BitLibrary::tohex)
        .install("bit");
  }

  private static int bits(CallFrame call, int index) {
    return (int) Double.doubleToRawLongBits(call.checkNumber(index) + ROUNDING);
  }

  private static JavaFunction unary(IntUnaryOperator operator) {
    return call -> call.result((double) operator.applyAsInt(bits(call, 1)));
  }

  private static JavaFunction fold(IntBinaryOperator operator) {
    return call -> {
      int result = bits(call, 1);
      for (int i = call.count(); i > 1; i--) { // From the last, as the first error shows.
        result = operator.applyAsInt(result, bits(call, i));
      }
      return call.result((double) result);
    };
  }

  private static JavaFunction shift(IntBinaryOperator operator) {
    return call -> {
      int value = bits(call, 1);
      return call.result((double) operator.applyAsInt(value, bits(call, 2) & SHIFT_MASK));
    };
  }

  /** A negative number of digits asks for capitals. */
  private static int tohex(CallFrame call) {
    int value = bits(call, 1);
    int wanted = call.isMissing(2) ? 8 : bits(call, 2);
    String hex = String.format("%08x", value);
    if (wanted < 0) {
      hex = hex.toUpperCase(Locale.ROOT);
    }
    int digits = wanted == Integer.MIN_VALUE ? 8 : Math.min(Math.abs(wanted), 8);
    return call.result(LuaString.of(hex.substring(8 - digits)));
  }
}
