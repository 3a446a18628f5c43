package io.fakeredis.core.script.lua;

import org.jspecify.annotations.Nullable;

/** pcall and xpcall. */
final class ProtectedCalls {

  private ProtectedCalls() {}

  static JavaFunction pcall(LuaDialect dialect) {
    return dialect.errorTablesToText() ? ProtectedCalls::redisPcall : ProtectedCalls::pcall;
  }

  private static int pcall(CallFrame call) {
    call.checkAny(1);
    LuaError error = tryCall(call, null);
    return error == null ? succeed(call) : fail(call, error.value());
  }

  /** Redis 7.0 and later: an error table that has a text gives this text, as up to 6.2. */
  private static int redisPcall(CallFrame call) {
    if (call.count() == 0) {
      // It calls the place holder for its first result.
      return fail(call, LuaString.of("attempt to call a boolean value"));
    }
    LuaError error = tryCall(call, null);
    if (error == null) {
      return succeed(call);
    }
    Object value = error.value();
    if (!(value instanceof LuaTable)) {
      return fail(call, value);
    }
    Object text = call.index(value, LuaString.of("err"));
    if (Operations.isText(text)) {
      return fail(call, text);
    }
    return fail(call, value) + call.result(text); // What was not a text is left behind.
  }

  private static int fail(CallFrame call, @Nullable Object value) {
    call.push(false);
    call.push(value);
    return 2;
  }

  static int xpcall(CallFrame call) {
    call.checkAny(2);
    Object handler = call.get(2);
    ErrorHandler onError = (frame, error) -> frame.call(handler, error);
    Coroutine co = call.coroutine();
    co.top =
        call.slot(2); // The function is called without arguments, and the handler is safe here.
    LuaError error = tryCall(call, onError);
    return error == null ? succeed(call) : fail(call, error.value());
  }

  /** Calls the first argument with the others; the results take their place. */
  private static @Nullable LuaError tryCall(CallFrame call, @Nullable ErrorHandler handler) {
    Coroutine co = call.coroutine();
    return call.state().calls().tryCall(co, call.slot(1), Opcode.MULTIPLE, handler);
  }

  /** Puts true below the results. */
  private static int succeed(CallFrame call) {
    Coroutine co = call.coroutine();
    int first = call.slot(1);
    int count = co.top - first;
    co.ensure(1);
    co.move(first, first + 1, count);
    co.set(first, true);
    co.top++;
    return count + 1;
  }
}
