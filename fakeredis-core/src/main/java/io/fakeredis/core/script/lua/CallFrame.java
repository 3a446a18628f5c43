package io.fakeredis.core.script.lua;

import org.jspecify.annotations.Nullable;

/** The arguments of a Java function that a script called, and the place for its results. */
public final class CallFrame {

  /** How many values a Java function may have on the stack. */
  static final int MAX_STACK = 8000;

  private final LuaState state;
  private final Coroutine co;

  CallFrame(LuaState state, Coroutine co) {
    this.state = state;
    this.co = co;
  }

  /** The state that the function runs in. */
  public LuaState state() {
    return state;
  }

  Coroutine coroutine() {
    return co;
  }

  // Arguments

  /** The number of arguments. */
  public int count() {
    return co.current.top - co.current.base;
  }

  /** The argument at a position from 1 on; nil if there are not so many. */
  public @Nullable Object get(int index) {
    int slot = slot(index);
    return slot < co.current.top ? co.get(slot) : null;
  }

  int slot(int index) {
    return co.current.base + index - 1;
  }

  /** Whether there is no argument at a position. */
  public boolean isMissing(int index) {
    return slot(index) >= co.current.top;
  }

  /** Whether there is no argument at a position, or nil. */
  public boolean isMissingOrNil(int index) {
    return isMissing(index) || co.objects[slot(index)] == null;
  }

  /** Whether an argument is a number; strings do not count. */
  public boolean isNumber(int index) {
    return !isMissing(index) && co.objects[slot(index)] == Coroutine.NUMBER;
  }

  /** Whether an argument is a number or a string that reads as one. */
  public boolean isNumeric(int index) {
    return NumberText.toNumber(get(index)) != null;
  }

  /** Whether an argument is a table. */
  public boolean isTable(int index) {
    return get(index) instanceof LuaTable;
  }

  /** An argument that must be there, even if it is nil. */
  public void checkAny(int index) {
    if (isMissing(index)) {
      throw argumentError(index, "value expected");
    }
  }

  /** An argument that must be a number or read as one. */
  public double checkNumber(int index) {
    if (isNumber(index)) {
      return co.numbers[slot(index)];
    }
    Double number = NumberText.toNumber(get(index));
    if (number == null) {
      throw typeError(index, Types.NUMBER);
    }
    return number;
  }

  /** A number argument, cut to a whole number. */
  public long checkLong(int index) {
    return Arithmetic.toLong(checkNumber(index));
  }

  /** A number argument, cut to a whole number of 32 bits. */
  public int checkInt(int index) {
    return (int) checkLong(index);
  }

  /** A whole-number argument, or a default if it is absent or nil. */
  public long optionalLong(int index, long otherwise) {
    return isMissingOrNil(index) ? otherwise : checkLong(index);
  }

  int optionalInt(int index, int otherwise) {
    return (int) optionalLong(index, otherwise);
  }

  /** An argument that must be a string, or a number, which is converted. */
  public LuaString checkString(int index) {
    Object value = get(index);
    if (value instanceof LuaString string) {
      return string;
    }
    if (!(value instanceof Double)) {
      throw typeError(index, Types.STRING);
    }
    return Operations.text(value);
  }

  /** A string argument, or a default if it is absent or nil. */
  public LuaString optionalString(int index, LuaString otherwise) {
    return isMissingOrNil(index) ? otherwise : checkString(index);
  }

  /** An argument that must be a table. */
  public LuaTable checkTable(int index) {
    Object value = get(index);
    if (!(value instanceof LuaTable table)) {
      throw typeError(index, Types.TABLE);
    }
    return table;
  }

  /** An argument that must be a function. */
  public LuaFunction checkFunction(int index) {
    Object value = get(index);
    if (!(value instanceof LuaFunction function)) {
      throw typeError(index, Types.FUNCTION);
    }
    return function;
  }

  /** The position of a word among those allowed. */
  int checkOption(int index, String... options) {
    String word = checkString(index).untilNul().latin1();
    for (int i = 0; i < options.length; i++) {
      if (options[i].equals(word)) {
        return i;
      }
    }
    throw argumentError(index, "invalid option '" + word + "'");
  }

  // Results

  /** Adds a result. */
  public void push(@Nullable Object value) {
    co.push(value);
  }

  void push(double value) {
    co.push(value);
  }

  void push(boolean value) {
    co.push(value ? Boolean.TRUE : Boolean.FALSE);
  }

  /** Ends the function with one result. */
  public int result(@Nullable Object value) {
    co.push(value);
    return 1;
  }

  int result(double value) {
    co.push(value);
    return 1;
  }

  int result(boolean value) {
    push(value);
    return 1;
  }

  // Errors

  /** An error with the position of the caller before the message. */
  public LuaError error(String message) {
    return new LuaError(LuaString.latin1(where(1) + message));
  }

  /** The position {@code chunk:line: } of the function at a level: 0 is this one, 1 its caller. */
  public String where(int level) {
    return Errors.where(co, level);
  }

  /**
   * Where the function at a level is: 0 is the running one, 1 its caller; null if there is none.
   */
  public @Nullable CodePosition position(int level) {
    int index = co.indexAt(level);
    if (index == Coroutine.NO_CALL) {
      return null;
    }
    return index == Coroutine.TAIL_CALL
        ? CodePosition.ofTailCall()
        : CodePosition.of(co.call(index));
  }

  /** What is wrong with an argument, in Lua's words. */
  public LuaError argumentError(int index, String problem) {
    String callee = callee();
    int shown = index;
    if (callee != null && callee.startsWith("method")) {
      shown--; // The object before the colon is not counted.
      if (shown == 0) {
        return error("calling " + name(callee) + " on bad self (" + problem + ")");
      }
    }
    String named = callee == null ? "'?'" : name(callee);
    return error("bad argument #" + shown + " to " + named + " (" + problem + ")");
  }

  private static String name(String description) {
    return description.substring(description.indexOf('\''));
  }

  private @Nullable String callee() {
    CallInfo caller = co.caller(1);
    LuaClosure closure = caller == null ? null : caller.closure;
    return caller == null || closure == null
        ? null
        : VariableNames.describeCallee(closure.prototype, caller.pc - 1);
  }

  LuaError typeError(int index, String expected) {
    String actual = isMissing(index) ? "no value" : Types.name(get(index));
    return argumentError(index, expected + " expected, got " + actual);
  }

  // Calling back

  /** Calls any value and gives its first result. */
  public @Nullable Object call(@Nullable Object function, @Nullable Object... arguments) {
    return state.operations().call(co, function, arguments);
  }

  /** Reads {@code t[key]} with metamethods. */
  @Nullable Object index(@Nullable Object t, Object key) {
    return state.operations().index(co, t, key, Errors.NOWHERE);
  }

  /** Sets a field without metamethods, as the script's own doing. */
  void rawSet(LuaTable table, @Nullable Object key, @Nullable Object value) {
    checkWritable(table);
    table.put(checkKey(key), value);
  }

  /** Sets a list item without metamethods, as the script's own doing. */
  void rawSet(LuaTable table, int index, @Nullable Object value) {
    checkWritable(table);
    table.set(index, value);
  }

  void checkWritable(LuaTable table) {
    state.operations().checkWritable(co, table);
  }

  Object checkKey(@Nullable Object key) {
    return state.operations().checkKey(co, key);
  }
}
