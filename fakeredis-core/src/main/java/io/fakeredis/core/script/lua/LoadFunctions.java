package io.fakeredis.core.script.lua;

import org.jspecify.annotations.Nullable;

/** load and loadstring. */
final class LoadFunctions {

  private LoadFunctions() {}

  static int loadstring(CallFrame call) {
    LuaString source = call.checkString(1);
    return load(call, source, call.optionalString(2, source));
  }

  static int load(CallFrame call) {
    LuaString name = call.optionalString(2, LuaString.of("=(load)"));
    LuaFunction reader = call.checkFunction(1);
    LuaString source;
    try {
      source = readAll(call, reader);
    } catch (LuaError e) {
      return fail(call, e.value());
    }
    return load(call, source, name);
  }

  private static LuaString readAll(CallFrame call, LuaFunction reader) {
    Coroutine co = call.coroutine();
    int depth = co.depth();
    int nested = co.nestedCalls;
    int top = co.top;
    try {
      ByteBuilder source = new ByteBuilder();
      while (true) {
        Object piece = call.call(reader);
        if (piece == null) {
          return source.toLuaString();
        }
        if (!Operations.isText(piece)) {
          throw call.error("reader function must return a string");
        }
        LuaString text = Operations.text(piece);
        if (text.length() == 0) {
          return source.toLuaString();
        }
        source.append(text);
      }
    } catch (LuaError e) {
      co.unwind(depth);
      co.closeUpvalues(top);
      co.nestedCalls = nested;
      co.top = top;
      throw e;
    }
  }

  private static int load(CallFrame call, LuaString source, LuaString name) {
    try {
      return call.result(call.state().load(call.state().compile(source.bytes, name)));
    } catch (LuaError e) {
      return fail(call, e.value());
    }
  }

  private static int fail(CallFrame call, @Nullable Object message) {
    call.push((Object) null);
    call.push(message);
    return 2;
  }
}
