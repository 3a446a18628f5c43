package io.fakeredis.core.script.lua;

import static io.fakeredis.core.script.lua.Coroutine.NUMBER;

import org.jspecify.annotations.Nullable;

/** Instructions that move values between registers, constants, upvalues and globals. */
final class LoadInstructions {

  private LoadInstructions() {}

  static final class Move extends Instruction {
    private final int a;
    private final int b;

    Move(int a, int b) {
      this.a = a;
      this.b = b;
    }

    @Override
    int run(Coroutine co, int pc) {
      @Nullable Object[] objects = co.objects;
      int from = co.base + b;
      int to = co.base + a;
      Object value = objects[from];
      if (value == NUMBER) {
        co.numbers[to] = co.numbers[from];
        if (objects[to] == NUMBER) {
          return pc;
        }
      }
      objects[to] = value;
      return pc;
    }
  }

  static final class LoadNumber extends Instruction {
    private final int a;
    private final double number;

    LoadNumber(int a, double number) {
      this.a = a;
      this.number = number;
    }

    @Override
    int run(Coroutine co, int pc) {
      co.setNumber(co.base + a, number);
      return pc;
    }
  }

  static final class LoadConstant extends Instruction {
    private final int a;
    private final @Nullable Object value;

    LoadConstant(int a, @Nullable Object value) {
      this.a = a;
      this.value = value;
    }

    @Override
    int run(Coroutine co, int pc) {
      co.objects[co.base + a] = value;
      return pc;
    }
  }

  /** Loads a boolean and may pass over the next instruction. */
  static final class LoadBoolean extends Instruction {
    private final int a;
    private final Boolean value;
    private final int skip;

    LoadBoolean(int a, boolean value, boolean skip) {
      this.a = a;
      this.value = value;
      this.skip = skip ? 1 : 0;
    }

    @Override
    int run(Coroutine co, int pc) {
      co.objects[co.base + a] = value;
      return pc + skip;
    }
  }

  static final class LoadNil extends Instruction {
    private final int first;
    private final int last;

    LoadNil(int first, int last) {
      this.first = first;
      this.last = last;
    }

    @Override
    int run(Coroutine co, int pc) {
      co.clear(co.base + first, co.base + last + 1);
      return pc;
    }
  }

  static final class GetUpvalue extends Instruction {
    private final int a;
    private final int b;

    GetUpvalue(int a, int b) {
      this.a = a;
      this.b = b;
    }

    @Override
    int run(Coroutine co, int pc) {
      Upvalue upvalue = co.current.closure().upvalues[b];
      int to = co.base + a;
      co.numbers[to] = upvalue.numbers[upvalue.index];
      co.objects[to] = upvalue.objects[upvalue.index];
      return pc;
    }
  }

  static final class SetUpvalue extends Instruction {
    private final int a;
    private final int b;

    SetUpvalue(int a, int b) {
      this.a = a;
      this.b = b;
    }

    @Override
    int run(Coroutine co, int pc) {
      Upvalue upvalue = co.current.closure().upvalues[b];
      int from = co.base + a;
      upvalue.numbers[upvalue.index] = co.numbers[from];
      upvalue.objects[upvalue.index] = co.objects[from];
      return pc;
    }
  }

  static final class GetGlobal extends Instruction {
    private final int a;
    private final LuaString name;

    GetGlobal(int a, LuaString name) {
      this.a = a;
      this.name = name;
    }

    @Override
    int run(Coroutine co, int pc) {
      LuaTable globals = co.current.closure().environment();
      Object value = globals.get(name);
      if (value == null) {
        co.current.pc = pc;
        value = co.state.operations().index(co, globals, name, Errors.NOWHERE);
      }
      co.set(co.base + a, value);
      return pc;
    }
  }

  static final class SetGlobal extends Instruction {
    private final int a;
    private final LuaString name;

    SetGlobal(int a, LuaString name) {
      this.a = a;
      this.name = name;
    }

    @Override
    int run(Coroutine co, int pc) {
      LuaTable globals = co.current.closure().environment();
      co.current.pc = pc;
      Object value = co.get(co.base + a);
      co.state.operations().setIndex(co, globals, name, value, Errors.NOWHERE);
      return pc;
    }
  }

  /** Makes a closure; the words after it say where its upvalues come from. */
  static final class MakeClosure extends Instruction {
    private final int a;
    private final Prototype prototype;
    private final boolean[] fromParent;
    private final int[] indexes;

    MakeClosure(int a, Prototype prototype, int[] code, int pc) {
      this.a = a;
      this.prototype = prototype;
      fromParent = new boolean[prototype.upvalues];
      indexes = new int[prototype.upvalues];
      for (int n = 0; n < indexes.length; n++) {
        int source = code[pc + n];
        fromParent[n] = Opcode.opcode(source) == Opcode.GETUPVAL;
        indexes[n] = Opcode.b(source);
      }
    }

    @Override
    int run(Coroutine co, int pc) {
      LuaClosure outer = co.current.closure();
      LuaClosure closure = new LuaClosure(prototype, outer.environment());
      for (int n = 0; n < indexes.length; n++) {
        closure.upvalues[n] =
            fromParent[n] ? outer.upvalues[indexes[n]] : co.findUpvalue(co.base + indexes[n]);
      }
      co.objects[co.base + a] = closure;
      return pc + indexes.length;
    }
  }

  static final class CloseUpvalues extends Instruction {
    private final int a;

    CloseUpvalues(int a) {
      this.a = a;
    }

    @Override
    int run(Coroutine co, int pc) {
      co.closeUpvalues(co.base + a);
      return pc;
    }
  }

  /** Copies the extra arguments of the function into registers. */
  static final class Varargs extends Instruction {
    private final int a;
    private final int wanted;

    Varargs(int a, int wanted) {
      this.a = a;
      this.wanted = wanted;
    }

    @Override
    int run(Coroutine co, int pc) {
      CallInfo ci = co.current;
      int available = ci.base - ci.function - ci.closure().prototype.parameters - 1;
      int to = ci.base + a;
      int count = wanted;
      if (wanted == Opcode.MULTIPLE) {
        count = available;
        co.top = to;
        co.ensure(count);
        co.top = to + count;
      }
      int copied = Math.min(count, available);
      co.move(ci.base - available, to, copied);
      co.clear(to + copied, to + count);
      return pc;
    }
  }
}
