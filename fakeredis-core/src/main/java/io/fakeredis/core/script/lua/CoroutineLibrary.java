package io.fakeredis.core.script.lua;

import io.fakeredis.core.script.lua.Coroutine.Status;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The coroutine library. */
final class CoroutineLibrary {

  private CoroutineLibrary() {}

  static void open(LuaState state) {
    new Library(state, 6)
        .function("create", call -> call.result(create(call)))
        .function("resume", CoroutineLibrary::resume)
        .function("running", CoroutineLibrary::running)
        .function("status", CoroutineLibrary::status)
        .function("wrap", CoroutineLibrary::wrap)
        .function("yield", CoroutineLibrary::suspend)
        .install("coroutine");
  }

  private static Coroutine create(CallFrame call) {
    Object body = call.get(1);
    if (!(body instanceof LuaClosure)) {
      throw call.argumentError(1, "Lua function expected");
    }
    Coroutine co = new Coroutine(call.state(), call.coroutine().globals);
    co.push(body);
    return co;
  }

  private static Coroutine coroutine(CallFrame call) {
    Object value = call.get(1);
    if (!(value instanceof Coroutine coroutine)) {
      throw call.argumentError(1, "coroutine expected");
    }
    return coroutine;
  }

  private static int running(CallFrame call) {
    Coroutine co = call.coroutine();
    return call.result(call.state().isMain(co) ? null : co);
  }

  private static int status(CallFrame call) {
    Coroutine co = coroutine(call);
    return call.result(LuaString.of(statusName(call, co)));
  }

  private static String statusName(CallFrame call, Coroutine co) {
    Status status = co == call.coroutine() ? Status.RUNNING : co.status;
    return status.name().toLowerCase(Locale.ROOT);
  }

  private static int resume(CallFrame call) {
    Coroutine co = coroutine(call);
    try {
      int count = resume(call, co, 2);
      call.push(true);
      take(call, co, count);
      return count + 1;
    } catch (LuaError e) {
      call.push(false);
      call.push(e.value());
      return 2;
    }
  }

  private static int wrap(CallFrame call) {
    Coroutine co = create(call);
    return call.result(call.state().function(inner -> resumeWrapped(inner, co)));
  }

  private static int resumeWrapped(CallFrame call, Coroutine co) {
    try {
      int count = resume(call, co, 1);
      take(call, co, count);
      return count;
    } catch (LuaError e) {
      throw new LuaError(withPosition(call, e.value()));
    }
  }

  private static @Nullable Object withPosition(CallFrame call, @Nullable Object error) {
    return Operations.isText(error)
        ? new ByteBuilder().append(call.where(1)).append(Operations.text(error)).toLuaString()
        : error;
  }

  /** Runs the coroutine until it yields or ends; what it gives lies at the top of its stack. */
  private static int resume(CallFrame call, Coroutine co, int firstArgument) {
    if (co.status != Status.SUSPENDED) {
      throw new LuaError("cannot resume " + statusName(call, co) + " coroutine");
    }
    Coroutine caller = call.coroutine();
    for (int i = firstArgument; i <= call.count(); i++) {
      co.push(call.get(i));
    }
    LuaState state = call.state();
    caller.status = Status.NORMAL;
    co.status = Status.RUNNING;
    co.nestedCalls = caller.nestedCalls;
    state.running(co);
    boolean alive = false;
    try {
      int count = run(state, co, call.count() - firstArgument + 1);
      alive = co.yielded;
      return count;
    } finally {
      co.status = alive ? Status.SUSPENDED : Status.DEAD;
      caller.status = Status.RUNNING;
      state.running(caller);
    }
  }

  private static int run(LuaState state, Coroutine co, int arguments) {
    if (co.nestedCalls >= LuaState.MAX_NESTED_CALLS) {
      throw new LuaError("C stack overflow");
    }
    co.resumedAt = ++co.nestedCalls;
    Calls calls = state.calls();
    if (co.yielded) {
      co.yielded = false;
      if (calls.deliver(co, co.top - arguments)) {
        co.top = co.current.top;
      }
    } else {
      calls.enter(co, 0, Opcode.MULTIPLE);
      co.current.fresh = true;
    }
    Interpreter.run(co);
    return co.yielded ? co.top - co.current.base : co.top;
  }

  private static void take(CallFrame call, Coroutine co, int count) {
    int first = co.top - count;
    for (int i = 0; i < count; i++) {
      call.push(co.get(first + i));
    }
    co.top = first;
  }

  private static int suspend(CallFrame call) {
    Coroutine co = call.coroutine();
    if (co.nestedCalls > co.resumedAt) {
      throw new LuaError("attempt to yield across metamethod/C-call boundary");
    }
    co.yielded = true;
    return call.count();
  }
}
