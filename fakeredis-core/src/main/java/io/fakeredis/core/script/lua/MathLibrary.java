package io.fakeredis.core.script.lua;

import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;

/** The math library. */
final class MathLibrary {

  private MathLibrary() {}

  static void open(LuaState state) {
    new Library(state, 31)
        .function("abs", unary(Math::abs))
        .function("acos", unary(Math::acos))
        .function("asin", unary(Math::asin))
        .function("atan2", binary(Math::atan2))
        .function("atan", unary(Math::atan))
        .function("ceil", unary(Math::ceil))
        .function("cosh", unary(Math::cosh))
        .function("cos", unary(Math::cos))
        .function("deg", unary(x -> x / (Math.PI / 180.0)))
        .function("exp", unary(Math::exp))
        .function("floor", unary(Math::floor))
        .function("fmod", binary((x, y) -> x % y))
        .function("frexp", MathLibrary::frexp)
        .function("ldexp", MathLibrary::ldexp)
        .function("log10", unary(Math::log10))
        .function("log", unary(Math::log))
        .function("max", MathLibrary::max)
        .function("min", MathLibrary::min)
        .function("modf", MathLibrary::modf)
        .function("mod", binary((x, y) -> x % y))
        .function("pow", call -> call.result(power(call)))
        .function("rad", unary(x -> x * (Math.PI / 180.0)))
        .function("random", MathLibrary::random)
        .function("randomseed", MathLibrary::randomseed)
        .function("sinh", unary(Math::sinh))
        .function("sin", unary(Math::sin))
        .function("sqrt", unary(Math::sqrt))
        .function("tanh", unary(Math::tanh))
        .function("tan", unary(Math::tan))
        .value("pi", Math.PI)
        .value("huge", Double.POSITIVE_INFINITY)
        .install("math");
  }

  private static JavaFunction unary(DoubleUnaryOperator operator) {
    return call -> {
      double x = call.checkNumber(1);
      return call.result(Arithmetic.checked(operator.applyAsDouble(x), x, x));
    };
  }

  private static JavaFunction binary(DoubleBinaryOperator operator) {
    return call -> {
      double x = call.checkNumber(1);
      double y = call.checkNumber(2);
      return call.result(Arithmetic.checked(operator.applyAsDouble(x, y), x, y));
    };
  }

  private static double power(CallFrame call) {
    return Arithmetic.power(call.checkNumber(1), call.checkNumber(2));
  }

  private static int frexp(CallFrame call) {
    double x = call.checkNumber(1);
    if (x == 0 || Double.isNaN(x) || Double.isInfinite(x)) {
      call.push(x);
      call.push(0.0);
      return 2;
    }
    boolean subnormal = Math.abs(x) < Double.MIN_NORMAL;
    double normal = subnormal ? x * 0x1p54 : x;
    int exponent = Math.getExponent(normal) + 1;
    call.push(Math.scalb(normal, -exponent));
    call.push((double) (subnormal ? exponent - 54 : exponent));
    return 2;
  }

  private static int ldexp(CallFrame call) {
    return call.result(Math.scalb(call.checkNumber(1), call.checkInt(2)));
  }

  private static int modf(CallFrame call) {
    double x = call.checkNumber(1);
    double whole = x < 0 ? Math.ceil(x) : Math.floor(x);
    call.push(whole);
    call.push(Double.isInfinite(x) ? Math.copySign(0.0, x) : Math.copySign(x - whole, x));
    return 2;
  }

  private static int max(CallFrame call) {
    double max = call.checkNumber(1);
    for (int i = 2; i <= call.count(); i++) {
      double x = call.checkNumber(i);
      if (x > max) {
        max = x;
      }
    }
    return call.result(max);
  }

  private static int min(CallFrame call) {
    double min = call.checkNumber(1);
    for (int i = 2; i <= call.count(); i++) {
      double x = call.checkNumber(i);
      if (x < min) {
        min = x;
      }
    }
    return call.result(min);
  }

  private static int random(CallFrame call) {
    double r = call.state().random().next() % Integer.MAX_VALUE / (double) Integer.MAX_VALUE;
    switch (call.count()) {
      case 0:
        return call.result(r);
      case 1:
        {
          int high = call.checkInt(1);
          if (high < 1) {
            throw call.argumentError(1, "interval is empty");
          }
          return call.result(Math.floor(r * high) + 1);
        }
      case 2:
        {
          int low = call.checkInt(1);
          int high = call.checkInt(2);
          if (low > high) {
            throw call.argumentError(2, "interval is empty");
          }
          return call.result(Math.floor(r * (high - low + 1)) + low);
        }
      default:
        throw call.error("wrong number of arguments");
    }
  }

  private static int randomseed(CallFrame call) {
    call.state().random().seed(call.checkInt(1));
    return 0;
  }
}
