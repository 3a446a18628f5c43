package io.fakeredis.core.script.lua;

import io.fakeredis.core.script.lua.Expression.Kind;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The names that can be seen inside a function under compilation, and its blocks. */
final class FunctionScope {

  /** A block: how many locals were active before it, and what must happen when it ends. */
  static final class Block {
    final @Nullable Block previous;
    final int activeLocals;
    final boolean isLoop;
    int breaks = FunctionBuilder.NO_JUMP;

    /** Whether some local of the block is an upvalue of another function. */
    boolean captured;

    Block(@Nullable Block previous, int activeLocals, boolean isLoop) {
      this.previous = previous;
      this.activeLocals = activeLocals;
      this.isLoop = isLoop;
    }
  }

  /** Where a closure takes an upvalue from: a register of its parent, or an upvalue of it. */
  private static final class Capture {
    final Kind kind;
    final int info;

    Capture(Kind kind, int info) {
      this.kind = kind;
      this.info = info;
    }
  }

  private static final int MAX_LOCALS = 200;
  private static final int MAX_UPVALUES = 60;

  final FunctionBuilder f;
  final ExpressionGenerator generator;
  private final @Nullable FunctionScope parent;
  private final Prototype.Local[] active = new Prototype.Local[MAX_LOCALS];
  private final List<Capture> captures = new ArrayList<>();
  private @Nullable Block block;

  FunctionScope(Lexer lexer, @Nullable FunctionScope parent, int lineDefined) {
    this.parent = parent;
    f = new FunctionBuilder(lexer, lineDefined);
    generator = new ExpressionGenerator(f);
  }

  /** Ends the function. */
  Prototype close() {
    removeLocals(0);
    f.emitReturn(0, 0);
    return new Prototype(f, captures.size());
  }

  /** Emits the instruction that makes a closure of a function defined here. */
  Expression closure(FunctionScope inner) {
    f.functions.add(inner.close());
    int at = f.emitAbx(Opcode.CLOSURE, 0, f.functions.size() - 1);
    for (Capture capture : inner.captures) {
      f.emitAbc(capture.kind == Kind.LOCAL ? Opcode.MOVE : Opcode.GETUPVAL, 0, capture.info, 0);
    }
    return new Expression(Kind.RELOCATABLE, at);
  }

  // Blocks

  Block enterBlock(boolean isLoop) {
    Block entered = new Block(block, f.activeLocals, isLoop);
    block = entered;
    return entered;
  }

  void leaveBlock(Block left) {
    block = left.previous;
    removeLocals(left.activeLocals);
    if (left.captured) {
      f.emitAbc(Opcode.CLOSE, left.activeLocals, 0, 0);
    }
    f.freeRegister = f.activeLocals;
    f.patchHere(left.breaks);
  }

  /** Jumps out of the innermost loop. */
  void breakLoop() {
    boolean captured = false;
    Block loop = block;
    while (loop != null && !loop.isLoop) {
      captured |= loop.captured;
      loop = loop.previous;
    }
    if (loop == null) {
      throw f.lexer.syntaxError("no loop to break");
    }
    if (captured) {
      f.emitAbc(Opcode.CLOSE, loop.activeLocals, 0, 0);
    }
    loop.breaks = f.concat(loop.breaks, f.jump());
  }

  // Locals

  /** Declares a local, the {@code offset}th of those that are not active yet. */
  void declare(LuaString name, int offset) {
    checkLimit(f.activeLocals + offset + 1, MAX_LOCALS, "local variables");
    Prototype.Local local = new Prototype.Local(name);
    f.locals.add(local);
    active[f.activeLocals + offset] = local;
  }

  void declare(String name, int offset) {
    declare(f.lexer.intern(LuaString.of(name)), offset);
  }

  /** Makes declared locals visible. */
  void activate(int count) {
    for (int i = 0; i < count; i++) {
      active[f.activeLocals++].startPc = f.pc();
    }
  }

  /** Says that the last local begins to live here, for a function that may call itself. */
  void restartLastLocal() {
    active[f.activeLocals - 1].startPc = f.pc();
  }

  private void removeLocals(int downTo) {
    while (f.activeLocals > downTo) {
      active[--f.activeLocals].endPc = f.pc();
    }
  }

  // Variables

  /** The variable that a name means here. */
  Expression variable(LuaString name) {
    Expression found = find(name, true);
    return found == null ? new Expression(Kind.GLOBAL, f.constant(name)) : found;
  }

  private @Nullable Expression find(LuaString name, boolean own) {
    int register = search(name);
    if (register >= 0) {
      if (!own) {
        markCaptured(register);
      }
      return new Expression(Kind.LOCAL, register);
    }
    Expression outer = parent == null ? null : parent.find(name, false);
    return outer == null ? null : new Expression(Kind.UPVALUE, upvalue(name, outer));
  }

  private int search(LuaString name) {
    for (int i = f.activeLocals - 1; i >= 0; i--) {
      if (active[i].name.equals(name)) {
        return i;
      }
    }
    return -1;
  }

  private void markCaptured(int register) {
    Block owner = block;
    while (owner != null && owner.activeLocals > register) {
      owner = owner.previous;
    }
    if (owner != null) {
      owner.captured = true;
    }
  }

  private int upvalue(LuaString name, Expression outer) {
    for (int i = 0; i < captures.size(); i++) {
      if (captures.get(i).kind == outer.kind && captures.get(i).info == outer.info) {
        return i;
      }
    }
    checkLimit(captures.size() + 1, MAX_UPVALUES, "upvalues");
    captures.add(new Capture(outer.kind, outer.info));
    f.upvalueNames.add(name);
    return captures.size() - 1;
  }

  void checkLimit(int value, int limit, String what) {
    if (value > limit) {
      String where = f.lineDefined == 0 ? "main function" : "function at line " + f.lineDefined;
      throw f.lexer.error(where + " has more than " + limit + " " + what);
    }
  }
}
