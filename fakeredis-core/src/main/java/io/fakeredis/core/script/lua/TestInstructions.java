package io.fakeredis.core.script.lua;

import static io.fakeredis.core.script.lua.Coroutine.NUMBER;

/** Instructions that test something and make the jump after them, or pass over it. */
final class TestInstructions {

  private TestInstructions() {}

  /** What all tests share: the result that leads to the jump, and where it goes. */
  abstract static class Test extends Instruction {
    private final boolean condition;
    private final int target;

    Test(boolean condition, int target) {
      this.condition = condition;
      this.target = target;
    }

    final int jumpIf(boolean result, Coroutine co, int pc) {
      if (result != condition) {
        return pc + 1;
      }
      if (target < pc) {
        co.state.countStep(co, target);
      }
      return target;
    }
  }

  /** Comparison of any operands; the other classes are for the most frequent ones. */
  static class Compare extends Test {
    private final int opcode;
    private final Operand left;
    private final Operand right;

    Compare(int opcode, boolean condition, int target, Operand left, Operand right) {
      super(condition, target);
      this.opcode = opcode;
      this.left = left;
      this.right = right;
    }

    @Override
    int run(Coroutine co, int pc) {
      return compare(co, pc);
    }

    final int compare(Coroutine co, int pc) {
      co.current.pc = pc;
      Object x = left.get(co);
      Object y = right.get(co);
      Operations operations = co.state.operations();
      switch (opcode) {
        case Opcode.EQ:
          return jumpIf(operations.equals(co, x, y), co, pc);
        case Opcode.LT:
          return jumpIf(operations.lessThan(co, x, y), co, pc);
        default:
          return jumpIf(operations.lessOrEqual(co, x, y), co, pc);
      }
    }
  }

  static final class Less extends Compare {
    private final int b;
    private final int c;

    Less(boolean condition, int target, Operand left, Operand right) {
      super(Opcode.LT, condition, target, left, right);
      b = left.register();
      c = right.register();
    }

    @Override
    int run(Coroutine co, int pc) {
      int x = co.base + b;
      int y = co.base + c;
      return co.objects[x] == NUMBER && co.objects[y] == NUMBER
          ? jumpIf(co.numbers[x] < co.numbers[y], co, pc)
          : compare(co, pc);
    }
  }

  static final class LessOrEqual extends Compare {
    private final int b;
    private final int c;

    LessOrEqual(boolean condition, int target, Operand left, Operand right) {
      super(Opcode.LE, condition, target, left, right);
      b = left.register();
      c = right.register();
    }

    @Override
    int run(Coroutine co, int pc) {
      int x = co.base + b;
      int y = co.base + c;
      return co.objects[x] == NUMBER && co.objects[y] == NUMBER
          ? jumpIf(co.numbers[x] <= co.numbers[y], co, pc)
          : compare(co, pc);
    }
  }

  /** {@code register < number}. */
  static final class LessThanConstant extends Compare {
    private final int b;
    private final double k;

    LessThanConstant(boolean condition, int target, Operand left, Operand right, double k) {
      super(Opcode.LT, condition, target, left, right);
      b = left.register();
      this.k = k;
    }

    @Override
    int run(Coroutine co, int pc) {
      int x = co.base + b;
      return co.objects[x] == NUMBER ? jumpIf(co.numbers[x] < k, co, pc) : compare(co, pc);
    }
  }

  /** {@code register <= number}. */
  static final class LessOrEqualConstant extends Compare {
    private final int b;
    private final double k;

    LessOrEqualConstant(boolean condition, int target, Operand left, Operand right, double k) {
      super(Opcode.LE, condition, target, left, right);
      b = left.register();
      this.k = k;
    }

    @Override
    int run(Coroutine co, int pc) {
      int x = co.base + b;
      return co.objects[x] == NUMBER ? jumpIf(co.numbers[x] <= k, co, pc) : compare(co, pc);
    }
  }

  /** {@code number < register}. */
  static final class GreaterThanConstant extends Compare {
    private final int c;
    private final double k;

    GreaterThanConstant(boolean condition, int target, Operand left, Operand right, double k) {
      super(Opcode.LT, condition, target, left, right);
      c = right.register();
      this.k = k;
    }

    @Override
    int run(Coroutine co, int pc) {
      int y = co.base + c;
      return co.objects[y] == NUMBER ? jumpIf(k < co.numbers[y], co, pc) : compare(co, pc);
    }
  }

  /** Equality with a number constant. */
  static final class EqualsNumber extends Compare {
    private final int b;
    private final double k;

    EqualsNumber(boolean condition, int target, Operand left, Operand right, double k) {
      super(Opcode.EQ, condition, target, left, right);
      b = left.register();
      this.k = k;
    }

    @Override
    int run(Coroutine co, int pc) {
      int x = co.base + b;
      return jumpIf(co.objects[x] == NUMBER && co.numbers[x] == k, co, pc);
    }
  }

  /** Jumps if a register is true, or if it is not. */
  static final class Truth extends Test {
    private final int a;

    Truth(boolean condition, int target, int a) {
      super(condition, target);
      this.a = a;
    }

    @Override
    int run(Coroutine co, int pc) {
      return jumpIf(Types.isTrue(co.objects[co.base + a]), co, pc);
    }
  }

  /** The same, and copies the register along with the jump. */
  static final class TruthAndCopy extends Test {
    private final boolean condition;
    private final int a;
    private final int b;

    TruthAndCopy(boolean condition, int target, int a, int b) {
      super(condition, target);
      this.condition = condition;
      this.a = a;
      this.b = b;
    }

    @Override
    int run(Coroutine co, int pc) {
      boolean isTrue = Types.isTrue(co.objects[co.base + b]);
      if (isTrue == condition) {
        co.copy(co.base + b, co.base + a);
      }
      return jumpIf(isTrue, co, pc);
    }
  }
}
