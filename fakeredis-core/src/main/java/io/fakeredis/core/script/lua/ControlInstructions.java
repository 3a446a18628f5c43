package io.fakeredis.core.script.lua;

import static io.fakeredis.core.script.lua.Coroutine.NUMBER;

/** Jumps, loops, calls and returns. */
final class ControlInstructions {

  private ControlInstructions() {}

  static final class Jump extends Instruction {
    private final int target;

    Jump(int target) {
      this.target = target;
    }

    @Override
    int run(Coroutine co, int pc) {
      return target;
    }
  }

  /** A jump backwards, which counts as a step. */
  static final class JumpBack extends Instruction {
    private final int target;

    JumpBack(int target) {
      this.target = target;
    }

    @Override
    int run(Coroutine co, int pc) {
      co.state.countStep(co, target);
      return target;
    }
  }

  static final class PrepareLoop extends Instruction {
    private final int a;
    private final int target;

    PrepareLoop(int a, int target) {
      this.a = a;
      this.target = target;
    }

    @Override
    int run(Coroutine co, int pc) {
      co.current.pc = pc;
      int slot = co.base + a;
      double start = number(co, slot, "initial value");
      number(co, slot + 1, "limit");
      double step = number(co, slot + 2, "step");
      co.numbers[slot] = start - step;
      return target;
    }

    private static double number(Coroutine co, int slot, String what) {
      Double number = NumberText.toNumber(co.get(slot));
      if (number == null) {
        throw co.state.errors().at(co, "'for' " + what + " must be a number");
      }
      co.numbers[slot] = number;
      co.objects[slot] = NUMBER;
      return number;
    }
  }

  static final class Loop extends Instruction {
    private final int a;
    private final int target;

    Loop(int a, int target) {
      this.a = a;
      this.target = target;
    }

    @Override
    int run(Coroutine co, int pc) {
      double[] numbers = co.numbers;
      int slot = co.base + a;
      double step = numbers[slot + 2];
      double index = numbers[slot] + step;
      double limit = numbers[slot + 1];
      if (step > 0 ? index <= limit : limit <= index) {
        numbers[slot] = index;
        co.setNumber(slot + 3, index);
        co.state.countStep(co, target);
        return target;
      }
      return pc;
    }
  }

  /** Calls an iterator, and makes the jump after it unless it gave nil. */
  static final class IteratorLoop extends Instruction {
    private final int a;
    private final int results;
    private final int target;

    IteratorLoop(int a, int results, int target) {
      this.a = a;
      this.results = results;
      this.target = target;
    }

    @Override
    int run(Coroutine co, int pc) {
      CallInfo ci = co.current;
      ci.pc = pc;
      int slot = co.base + a;
      int callee = slot + 3;
      co.move(slot, callee, 3);
      co.top = callee + 3;
      co.state.calls().call(co, callee, results);
      co.top = ci.top;
      if (co.objects[callee] == null) {
        return pc + 1;
      }
      co.copy(callee, callee - 1);
      co.state.countStep(co, target);
      return target;
    }
  }

  static final class Call extends Instruction {
    private final int a;
    private final int b;
    private final int results;

    Call(int a, int b, int results) {
      this.a = a;
      this.b = b;
      this.results = results;
    }

    @Override
    int run(Coroutine co, int pc) {
      CallInfo ci = co.current;
      ci.pc = pc;
      int slot = co.base + a;
      if (b != 0) {
        co.top = slot + b;
      }
      if (co.state.calls().enter(co, slot, results)) {
        return NEW_FRAME;
      }
      if (co.yielded) {
        return LEAVE;
      }
      if (results >= 0) {
        co.top = ci.top;
      }
      return pc;
    }
  }

  static final class TailCall extends Instruction {
    private final int a;
    private final int b;

    TailCall(int a, int b) {
      this.a = a;
      this.b = b;
    }

    @Override
    int run(Coroutine co, int pc) {
      co.current.pc = pc;
      int slot = co.base + a;
      if (b != 0) {
        co.top = slot + b;
      }
      if (co.state.calls().tailCall(co, slot)) {
        return NEW_FRAME;
      }
      return co.yielded ? LEAVE : pc;
    }
  }

  static final class Return extends Instruction {
    private final int a;
    private final int b;

    Return(int a, int b) {
      this.a = a;
      this.b = b;
    }

    @Override
    int run(Coroutine co, int pc) {
      int slot = co.base + a;
      if (b != 0) {
        co.top = slot + b - 1;
      }
      boolean fresh = co.current.fresh;
      boolean fixed = co.state.calls().leave(co, slot);
      if (fresh) {
        return LEAVE;
      }
      if (fixed) {
        co.top = co.current.top;
      }
      return NEW_FRAME;
    }
  }
}
