package io.fakeredis.core.script.lua;

import static io.fakeredis.core.script.lua.Coroutine.NUMBER;

import org.jspecify.annotations.Nullable;

/** Instructions that compute. */
final class ArithmeticInstructions {

  private ArithmeticInstructions() {}

  /** Any operator on any operands; the other classes are for the most frequent ones. */
  static class Binary extends Instruction {
    private final int opcode;
    final int a;
    private final Operand left;
    private final Operand right;

    Binary(int opcode, int a, Operand left, Operand right) {
      this.opcode = opcode;
      this.a = a;
      this.left = left;
      this.right = right;
    }

    @Override
    int run(Coroutine co, int pc) {
      return compute(co, pc);
    }

    final int compute(Coroutine co, int pc) {
      Object x = left.get(co);
      Object y = right.get(co);
      if (x instanceof Double l && y instanceof Double r) {
        co.setNumber(co.base + a, Arithmetic.apply(opcode, l, r));
        return pc;
      }
      co.current.pc = pc;
      Object result =
          co.state.operations().arithmetic(co, opcode, x, y, left.register(), right.register());
      co.set(co.base + a, result);
      return pc;
    }
  }

  /** An operator on two registers. */
  abstract static class OnRegisters extends Binary {
    final int b;
    final int c;

    OnRegisters(int opcode, int a, Operand left, Operand right) {
      super(opcode, a, left, right);
      b = left.register();
      c = right.register();
    }
  }

  /** An operator on a register and a number constant. */
  abstract static class OnConstant extends Binary {
    final int b;
    final double k;

    OnConstant(int opcode, int a, Operand left, Operand right) {
      super(opcode, a, left, right);
      b = left.register();
      Object constant = right.constant();
      k = constant instanceof Double d ? d : 0;
    }
  }

  static final class Add extends OnRegisters {
    Add(int a, Operand left, Operand right) {
      super(Opcode.ADD, a, left, right);
    }

    @Override
    int run(Coroutine co, int pc) {
      int x = co.base + b;
      int y = co.base + c;
      if (co.objects[x] == NUMBER && co.objects[y] == NUMBER) {
        double result = co.numbers[x] + co.numbers[y];
        if (!Double.isNaN(result)) {
          co.setNumber(co.base + a, result);
          return pc;
        }
      }
      return compute(co, pc);
    }
  }

  static final class AddConstant extends OnConstant {
    AddConstant(int a, Operand left, Operand right) {
      super(Opcode.ADD, a, left, right);
    }

    @Override
    int run(Coroutine co, int pc) {
      int x = co.base + b;
      if (co.objects[x] == NUMBER) {
        double result = co.numbers[x] + k;
        if (!Double.isNaN(result)) {
          co.setNumber(co.base + a, result);
          return pc;
        }
      }
      return compute(co, pc);
    }
  }

  static final class Subtract extends OnRegisters {
    Subtract(int a, Operand left, Operand right) {
      super(Opcode.SUB, a, left, right);
    }

    @Override
    int run(Coroutine co, int pc) {
      int x = co.base + b;
      int y = co.base + c;
      if (co.objects[x] == NUMBER && co.objects[y] == NUMBER) {
        double result = co.numbers[x] - co.numbers[y];
        if (!Double.isNaN(result)) {
          co.setNumber(co.base + a, result);
          return pc;
        }
      }
      return compute(co, pc);
    }
  }

  static final class SubtractConstant extends OnConstant {
    SubtractConstant(int a, Operand left, Operand right) {
      super(Opcode.SUB, a, left, right);
    }

    @Override
    int run(Coroutine co, int pc) {
      int x = co.base + b;
      if (co.objects[x] == NUMBER) {
        double result = co.numbers[x] - k;
        if (!Double.isNaN(result)) {
          co.setNumber(co.base + a, result);
          return pc;
        }
      }
      return compute(co, pc);
    }
  }

  static final class Multiply extends OnRegisters {
    Multiply(int a, Operand left, Operand right) {
      super(Opcode.MUL, a, left, right);
    }

    @Override
    int run(Coroutine co, int pc) {
      int x = co.base + b;
      int y = co.base + c;
      if (co.objects[x] == NUMBER && co.objects[y] == NUMBER) {
        double result = co.numbers[x] * co.numbers[y];
        if (!Double.isNaN(result)) {
          co.setNumber(co.base + a, result);
          return pc;
        }
      }
      return compute(co, pc);
    }
  }

  static final class MultiplyConstant extends OnConstant {
    MultiplyConstant(int a, Operand left, Operand right) {
      super(Opcode.MUL, a, left, right);
    }

    @Override
    int run(Coroutine co, int pc) {
      int x = co.base + b;
      if (co.objects[x] == NUMBER) {
        double result = co.numbers[x] * k;
        if (!Double.isNaN(result)) {
          co.setNumber(co.base + a, result);
          return pc;
        }
      }
      return compute(co, pc);
    }
  }

  static final class DivideConstant extends OnConstant {
    DivideConstant(int a, Operand left, Operand right) {
      super(Opcode.DIV, a, left, right);
    }

    @Override
    int run(Coroutine co, int pc) {
      int x = co.base + b;
      if (co.objects[x] == NUMBER) {
        double result = co.numbers[x] / k;
        if (!Double.isNaN(result)) {
          co.setNumber(co.base + a, result);
          return pc;
        }
      }
      return compute(co, pc);
    }
  }

  static final class ModuloConstant extends OnConstant {
    ModuloConstant(int a, Operand left, Operand right) {
      super(Opcode.MOD, a, left, right);
    }

    @Override
    int run(Coroutine co, int pc) {
      int x = co.base + b;
      if (co.objects[x] == NUMBER) {
        double number = co.numbers[x];
        double result = number - Math.floor(number / k) * k;
        if (!Double.isNaN(result)) {
          co.setNumber(co.base + a, result);
          return pc;
        }
      }
      return compute(co, pc);
    }
  }

  static final class Negate extends Instruction {
    private final int a;
    private final int b;

    Negate(int a, int b) {
      this.a = a;
      this.b = b;
    }

    @Override
    int run(Coroutine co, int pc) {
      Object value = co.get(co.base + b);
      co.current.pc = pc;
      Object result = co.state.operations().arithmetic(co, Opcode.UNM, value, value, b, b);
      co.set(co.base + a, result);
      return pc;
    }
  }

  static final class Length extends Instruction {
    private final int a;
    private final int b;

    Length(int a, int b) {
      this.a = a;
      this.b = b;
    }

    @Override
    int run(Coroutine co, int pc) {
      Object value = co.objects[co.base + b];
      if (value instanceof LuaTable table) {
        co.setNumber(co.base + a, table.length());
        return pc;
      }
      co.current.pc = pc;
      Object result = co.state.operations().length(co, co.get(co.base + b), b);
      co.set(co.base + a, result);
      return pc;
    }
  }

  static final class Concatenate extends Instruction {
    private final int a;
    private final int first;
    private final int last;

    Concatenate(int a, int first, int last) {
      this.a = a;
      this.first = first;
      this.last = last;
    }

    @Override
    int run(Coroutine co, int pc) {
      co.current.pc = pc;
      @Nullable Object result =
          co.state.operations().concatenate(co, co.base + first, co.base + last);
      co.set(co.base + a, result);
      return pc;
    }
  }

  static final class Not extends Instruction {
    private final int a;
    private final int b;

    Not(int a, int b) {
      this.a = a;
      this.b = b;
    }

    @Override
    int run(Coroutine co, int pc) {
      boolean isTrue = Types.isTrue(co.objects[co.base + b]);
      co.objects[co.base + a] = isTrue ? Boolean.FALSE : Boolean.TRUE;
      return pc;
    }
  }
}
