package io.fakeredis.core.script.lua;

import org.jspecify.annotations.Nullable;

/** Entering and leaving functions, and catching errors. */
final class Calls {

  /** Beyond the limit of nested calls, handlers of that very error have this much room. */
  private static final int HANDLER_ROOM = LuaState.MAX_NESTED_CALLS / 8;

  /** Slots that a Java function finds free above its arguments. */
  private static final int JAVA_SLOTS = 20;

  private final LuaState state;
  private final Heap heap;
  private final Operations operations;
  private final Errors errors;

  Calls(LuaState state, Heap heap, Operations operations, Errors errors) {
    this.state = state;
    this.heap = heap;
    this.operations = operations;
    this.errors = errors;
  }

  // Calls from Java

  /** Calls the function in a slot with the arguments above it; the results take its place. */
  void call(Coroutine co, int function, int results) {
    if (++co.nestedCalls >= LuaState.MAX_NESTED_CALLS) {
      refuseNesting(co);
    }
    if (enter(co, function, results)) {
      co.current.fresh = true;
      Interpreter.run(co);
    }
    co.nestedCalls--;
  }

  private void refuseNesting(Coroutine co) {
    if (co.nestedCalls == LuaState.MAX_NESTED_CALLS) {
      throw errors.at(co, "C stack overflow");
    }
    if (co.nestedCalls >= LuaState.MAX_NESTED_CALLS + HANDLER_ROOM) {
      throw new LuaError(LuaError.ERROR_IN_HANDLER);
    }
  }

  /**
   * Calls a function and catches its error.
   *
   * @param handler what to make of an error while the calls that led to it are still there
   * @return null if all went well, else the error; the stack is then as before the call
   */
  @Nullable LuaError tryCall(
      Coroutine co, int function, int results, @Nullable ErrorHandler handler) {
    int depth = co.depth();
    int nested = co.nestedCalls;
    try {
      call(co, function, results);
      return null;
    } catch (LuaError | StackOverflowError | OutOfMemoryError e) {
      LuaError error = error(co, e);
      if (handler != null && e == error) {
        error = handle(co, error, handler);
      }
      co.unwind(depth);
      co.closeUpvalues(function);
      co.nestedCalls = nested;
      co.top = function;
      return error;
    }
  }

  private LuaError error(Coroutine co, Throwable e) {
    if (e instanceof LuaError error) {
      return error;
    }
    return e instanceof OutOfMemoryError
        ? new LuaError(LuaError.NOT_ENOUGH_MEMORY)
        : errors.at(co, "stack overflow");
  }

  /** An error in the handler goes to the handler again, until calls nest too deeply. */
  private LuaError handle(Coroutine co, LuaError first, ErrorHandler handler) {
    LuaError error = first;
    for (int room = LuaState.MAX_NESTED_CALLS + HANDLER_ROOM; room > co.nestedCalls; room--) {
      co.top = Math.max(co.top, co.current.top);
      try {
        return new LuaError(handler.handle(co.frame(), error.value()));
      } catch (LuaError inHandler) {
        error = inHandler;
      }
    }
    return new LuaError(LuaError.ERROR_IN_HANDLER);
  }

  // Entering functions

  /**
   * Begins a call.
   *
   * @return true if it is one of a Lua function, which the interpreter must now run; false if it
   *     was one of a Java function and has ended
   */
  boolean enter(Coroutine co, int function, int results) {
    Object callee = co.objects[function];
    if (callee instanceof LuaClosure closure) {
      enterLua(co, closure, function, results);
      return true;
    }
    if (callee instanceof JavaClosure closure) {
      callJava(co, closure, function, results);
      return false;
    }
    insertCallMetamethod(co, function);
    return enter(co, function, results);
  }

  private void enterLua(Coroutine co, LuaClosure closure, int function, int results) {
    Prototype p = closure.prototype;
    co.ensure(p.stackSize + p.parameters + 1);
    int base = function + 1;
    if (p.varargs != 0) {
      base = moveParameters(co, p, co.top - base);
    } else if (co.top > base + p.parameters) {
      co.top = base + p.parameters;
    }
    if (!co.hasRoomForCall()) {
      throw errors.at(co, "stack overflow");
    }
    CallInfo ci = co.pushCall();
    ci.closure = closure;
    ci.function = function;
    ci.base = base;
    co.base = base;
    ci.top = base + p.stackSize;
    ci.results = results;
    ci.pc = 0;
    co.clear(co.top, ci.top);
    co.top = ci.top;
    state.countStep(co, 0);
  }

  /** Moves the fixed parameters above the extra arguments, where the registers begin. */
  private int moveParameters(Coroutine co, Prototype p, int arguments) {
    int missing = Math.max(p.parameters - arguments, 0);
    co.clear(co.top, co.top + missing);
    co.top += missing;
    int first = co.top - Math.max(arguments, p.parameters);
    LuaTable extra = (p.varargs & Prototype.NEEDS_ARG) != 0 ? extraArguments(co, p, first) : null;
    int base = co.top;
    co.ensure(p.stackSize + p.parameters + 1);
    co.move(first, base, p.parameters);
    co.clear(first, first + p.parameters);
    co.top = base + p.parameters;
    if (extra != null) {
      co.objects[co.top++] = extra;
    }
    return base;
  }

  /** The table {@code arg} of functions with '...' that do not say '...'. */
  private LuaTable extraArguments(Coroutine co, Prototype p, int first) {
    int start = first + p.parameters;
    int count = co.top - start;
    LuaTable table = new LuaTable(heap, count, 1);
    for (int i = 0; i < count; i++) {
      table.set(i + 1, co.get(start + i));
    }
    table.put("n", (double) count);
    return table;
  }

  private void callJava(Coroutine co, JavaClosure closure, int function, int results) {
    if (!co.hasRoomForCall()) {
      throw errors.at(co, "stack overflow");
    }
    co.ensure(JAVA_SLOTS);
    CallInfo ci = co.pushCall();
    ci.closure = null;
    ci.function = function;
    ci.base = function + 1;
    ci.top = co.top;
    ci.results = results;
    int count = closure.body.call(co.frame());
    if (!co.yielded) {
      deliver(co, co.top - count);
    }
  }

  private void insertCallMetamethod(Coroutine co, int function) {
    Object callee = co.get(function);
    Object handler = operations.metamethod(callee, Metamethod.CALL);
    if (!(handler instanceof LuaFunction)) {
      throw errors.type(co, function - co.current.base, callee, "call");
    }
    co.ensure(1);
    co.move(function, function + 1, co.top - function);
    co.top++;
    co.objects[function] = handler;
  }

  /** Calls the function in a slot in place of the running one; true if the interpreter runs it. */
  boolean tailCall(Coroutine co, int function) {
    Object callee = co.objects[function];
    if (!(callee instanceof LuaClosure closure)) {
      if (!(callee instanceof JavaClosure closure)) {
        insertCallMetamethod(co, function);
        return tailCall(co, function);
      }
      callJava(co, closure, function, Opcode.MULTIPLE);
      return false;
    }
    CallInfo ci = co.current;
    if (co.hasOpenUpvalues()) {
      co.closeUpvalues(ci.base);
    }
    int count = co.top - function;
    co.move(function, ci.function, count);
    co.top = ci.function + count;
    int tailCalls = ci.tailCalls + 1;
    boolean fresh = ci.fresh;
    co.popCall();
    enterLua(co, closure, ci.function, ci.results);
    co.current.tailCalls = tailCalls;
    co.current.fresh = fresh;
    return true;
  }

  // Leaving functions

  /** Ends the running Lua function; true if its caller asked for a fixed number of results. */
  boolean leave(Coroutine co, int firstResult) {
    if (co.hasOpenUpvalues()) {
      co.closeUpvalues(co.current.base);
    }
    return deliver(co, firstResult);
  }

  /** Hands results from a slot up to the top to the caller; true if it wants a fixed number. */
  boolean deliver(Coroutine co, int firstResult) {
    CallInfo ci = co.current;
    int wanted = ci.results;
    int target = ci.function;
    co.popCall();
    int available = co.top - firstResult;
    if (wanted == 1 && available > 0) {
      co.copy(firstResult, target);
      co.top = target + 1;
      return true;
    }
    int count = wanted == Opcode.MULTIPLE ? available : Math.min(wanted, available);
    co.move(firstResult, target, count);
    if (count < wanted) {
      co.clear(target + count, target + wanted);
    }
    co.top = wanted == Opcode.MULTIPLE ? target + count : target + wanted;
    return wanted != Opcode.MULTIPLE;
  }
}
