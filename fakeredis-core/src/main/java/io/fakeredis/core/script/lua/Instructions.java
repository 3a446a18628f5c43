package io.fakeredis.core.script.lua;

import static io.fakeredis.core.script.lua.Coroutine.NUMBER;

import org.jspecify.annotations.Nullable;

/** The instructions in full: those that the interpreter's loop leaves alone, and its hard cases. */
final class Instructions {

  private final Heap heap;
  private final Calls calls;
  private final Operations operations;
  private final Errors errors;

  Instructions(Heap heap, Calls calls, Operations operations, Errors errors) {
    this.heap = heap;
    this.calls = calls;
    this.operations = operations;
    this.errors = errors;
  }

  /** Runs one instruction; a jump is made by changing the call's next instruction. */
  void execute(Coroutine co, CallInfo ci, int i) {
    int a = ci.base + Opcode.a(i);
    int op = Opcode.base(Opcode.opcode(i));
    switch (op) {
      case Opcode.GETGLOBAL:
        co.set(a, operations.index(co, globals(ci), constant(ci, Opcode.bx(i)), Errors.NOWHERE));
        break;
      case Opcode.SETGLOBAL:
        operations.setIndex(
            co, globals(ci), constant(ci, Opcode.bx(i)), co.get(a), Errors.NOWHERE);
        break;
      case Opcode.GETTABLE:
        co.set(a, index(co, ci, i));
        break;
      case Opcode.SETTABLE:
        operations.setIndex(
            co,
            co.get(a),
            operand(co, ci, Opcode.b(i)),
            operand(co, ci, Opcode.c(i)),
            Opcode.a(i));
        break;
      case Opcode.SELF: {
        Object object = co.get(ci.base + Opcode.b(i));
        Object method = index(co, ci, i);
        co.set(a + 1, object);
        co.set(a, method);
        break;
      }
      case Opcode.SETUPVAL:
        setUpvalue(co, closure(ci).upvalues[Opcode.b(i)], a);
        break;
      case Opcode.NEWTABLE: {
        int arraySize = Opcode.unpackSize(Opcode.b(i));
        co.objects[a] = new LuaTable(heap, arraySize, Opcode.unpackSize(Opcode.c(i)));
        break;
      }
      case Opcode.ADD:
      case Opcode.SUB:
      case Opcode.MUL:
      case Opcode.DIV:
      case Opcode.MOD:
      case Opcode.POW:
        arithmetic(co, ci, i, op);
        break;
      case Opcode.UNM: {
        int b = Opcode.b(i);
        Object value = co.get(ci.base + b);
        co.set(a, operations.arithmetic(co, op, value, value, b, b));
        break;
      }
      case Opcode.LEN: {
        int b = Opcode.b(i);
        co.set(a, operations.length(co, co.get(ci.base + b), b));
        break;
      }
      case Opcode.CONCAT:
        co.set(
            a, operations.concatenate(co, ci.base + Opcode.b(i), ci.base + Opcode.c(i)));
        break;
      case Opcode.EQ:
        test(ci, i, operations.equals(co, left(co, ci, i), right(co, ci, i)));
        break;
      case Opcode.LT:
        test(ci, i, operations.lessThan(co, left(co, ci, i), right(co, ci, i)));
        break;
      case Opcode.LE:
        test(ci, i, operations.lessOrEqual(co, left(co, ci, i), right(co, ci, i)));
        break;
      case Opcode.FORPREP:
        prepareLoop(co, ci, i, a);
        break;
      case Opcode.TFORLOOP:
        iterate(co, ci, i, a);
        break;
      case Opcode.SETLIST:
        setList(co, ci, i, a);
        break;
      case Opcode.CLOSE:
        co.closeUpvalues(a);
        break;
      case Opcode.CLOSURE:
        co.objects[a] = closure(co, ci, closure(ci).prototype.functions[Opcode.bx(i)]);
        break;
      case Opcode.VARARG:
        varargs(co, ci, Opcode.b(i) - 1, a);
        break;
      default:
        throw new IllegalStateException("opcode " + op);
    }
  }

  // Operands

  private static LuaClosure closure(CallInfo ci) {
    LuaClosure closure = ci.closure;
    assert closure != null;
    return closure;
  }

  private static LuaTable globals(CallInfo ci) {
    return closure(ci).environment();
  }

  private static @Nullable Object constant(CallInfo ci, int index) {
    return closure(ci).prototype.constants[index];
  }

  private static @Nullable Object operand(Coroutine co, CallInfo ci, int operand) {
    return operand < Opcode.CONSTANT
        ? co.get(ci.base + operand)
        : constant(ci, operand - Opcode.CONSTANT);
  }

  private static @Nullable Object left(Coroutine co, CallInfo ci, int i) {
    return operand(co, ci, Opcode.b(i));
  }

  private static @Nullable Object right(Coroutine co, CallInfo ci, int i) {
    return operand(co, ci, Opcode.c(i));
  }

  // Instructions

  private @Nullable Object index(Coroutine co, CallInfo ci, int i) {
    int b = Opcode.b(i);
    return operations.index(co, co.get(ci.base + b), right(co, ci, i), b);
  }

  private static void setUpvalue(Coroutine co, Upvalue upvalue, int from) {
    upvalue.objects[upvalue.index] = co.objects[from];
    upvalue.numbers[upvalue.index] = co.numbers[from];
  }

  private void arithmetic(Coroutine co, CallInfo ci, int i, int op) {
    Object x = left(co, ci, i);
    Object y = right(co, ci, i);
    int a = ci.base + Opcode.a(i);
    if (x instanceof Double && y instanceof Double) {
      co.numbers[a] = Arithmetic.apply(op, (Double) x, (Double) y);
      co.objects[a] = NUMBER;
    } else {
      co.set(a, operations.arithmetic(co, op, x, y, register(Opcode.b(i)), register(Opcode.c(i))));
    }
  }

  private static int register(int operand) {
    return operand < Opcode.CONSTANT ? operand : Errors.NOWHERE;
  }

  /** Makes the jump that follows, or passes over it. */
  private static void test(CallInfo ci, int i, boolean result) {
    if (result == (Opcode.a(i) != 0)) {
      ci.pc += Opcode.sbx(closure(ci).prototype.code[ci.pc]);
    }
    ci.pc++;
  }

  private void prepareLoop(Coroutine co, CallInfo ci, int i, int a) {
    double start = loopNumber(co, a, "initial value");
    loopNumber(co, a + 1, "limit");
    double step = loopNumber(co, a + 2, "step");
    co.numbers[a] = start - step;
    ci.pc += Opcode.sbx(i);
  }

  private double loopNumber(Coroutine co, int slot, String what) {
    Double number = NumberText.toNumber(co.get(slot));
    if (number == null) {
      throw errors.at(co, "'for' " + what + " must be a number");
    }
    co.numbers[slot] = number;
    co.objects[slot] = NUMBER;
    return number;
  }

  private void iterate(Coroutine co, CallInfo ci, int i, int a) {
    int callee = a + 3;
    co.move(a, callee, 3);
    co.top = callee + 3;
    calls.call(co, callee, Opcode.c(i));
    co.top = ci.top;
    if (co.objects[callee] != null) {
      co.copy(callee, callee - 1);
      ci.pc += Opcode.sbx(closure(ci).prototype.code[ci.pc]);
    }
    ci.pc++;
  }

  private static void setList(Coroutine co, CallInfo ci, int i, int a) {
    int count = Opcode.b(i);
    if (count == 0) {
      count = co.top - a - 1;
      co.top = ci.top;
    }
    int block = Opcode.c(i);
    if (block == 0) {
      block = closure(ci).prototype.code[ci.pc++];
    }
    LuaTable table = (LuaTable) co.objects[a];
    assert table != null;
    int start = (block - 1) * Opcode.FIELDS_PER_FLUSH;
    table.growArray(start + count);
    for (int n = count; n > 0; n--) {
      table.put(start + n, co.get(a + n));
    }
  }

  private static LuaClosure closure(Coroutine co, CallInfo ci, Prototype prototype) {
    LuaClosure outer = closure(ci);
    LuaClosure closure = new LuaClosure(prototype, outer.environment());
    for (int n = 0; n < closure.upvalues.length; n++) {
      int source = outer.prototype.code[ci.pc++];
      int b = Opcode.b(source);
      closure.upvalues[n] =
          Opcode.opcode(source) == Opcode.GETUPVAL
              ? outer.upvalues[b]
              : co.findUpvalue(ci.base + b);
    }
    return closure;
  }

  private static void varargs(Coroutine co, CallInfo ci, int wanted, int a) {
    int available = ci.base - ci.function - closure(ci).prototype.parameters - 1;
    int count = wanted;
    if (wanted == Opcode.MULTIPLE) {
      count = available;
      co.top = a;
      co.ensure(count);
      co.top = a + count;
    }
    int copied = Math.min(count, available);
    co.move(ci.base - available, a, copied);
    co.clear(a + copied, a + count);
  }
}
