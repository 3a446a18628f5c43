package io.fakeredis.core.script.lua;

import org.jspecify.annotations.Nullable;

/** Builds run-time errors: with the position in the script and the name of the culprit. */
final class Errors {

  /** Register number for values that are in none, and so have no name. */
  static final int NOWHERE = -1;

  /** An error at the running instruction; without position if a Java function is running. */
  LuaError at(Coroutine co, String message) {
    String position = position(co.current);
    return new LuaError(LuaString.latin1(position.isEmpty() ? message : position + " " + message));
  }

  /**
   * An error about a value of the wrong type, with its name if it is in a register that has one.
   */
  LuaError type(Coroutine co, int register, @Nullable Object value, String operation) {
    String name = register == NOWHERE ? null : name(co.current, register);
    String type = Types.name(value);
    return at(
        co,
        name == null
            ? "attempt to " + operation + " a " + type + " value"
            : "attempt to " + operation + " " + name + " (a " + type + " value)");
  }

  LuaError comparison(Coroutine co, @Nullable Object a, @Nullable Object b) {
    String first = Types.name(a);
    String second = Types.name(b);
    return at(
        co,
        first.equals(second)
            ? "attempt to compare two " + first + " values"
            : "attempt to compare " + first + " with " + second);
  }

  private static @Nullable String name(CallInfo ci, int register) {
    LuaClosure closure = ci.closure;
    return closure == null || register >= closure.prototype.stackSize
        ? null
        : VariableNames.describe(closure.prototype, ci.pc - 1, register);
  }

  /** {@code chunk:line:} of a call, or nothing for a Java function. */
  static String position(CallInfo ci) {
    LuaClosure closure = ci.closure;
    return closure == null ? "" : closure.prototype.position(Math.max(ci.pc - 1, 0));
  }

  /** {@code chunk:line: } of the function at a level: 0 is the running one, 1 its caller. */
  static String where(Coroutine co, int level) {
    int index = co.indexAt(level);
    String position = index > 0 ? position(co.call(index)) : "";
    return position.isEmpty() ? "" : position + " ";
  }
}
