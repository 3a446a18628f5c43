package io.fakeredis.core.script.lua;

import java.util.Collections;
import java.util.Set;
import java.util.WeakHashMap;
import org.jspecify.annotations.Nullable;

/** getfenv, setfenv and newproxy. */
final class EnvironmentFunctions {

  /** The metatables that newproxy made, which it may give to further proxies. */
  private final Set<LuaTable> proxyMetatables = Collections.newSetFromMap(new WeakHashMap<>());

  static void open(Library globals) {
    globals
        .function("getfenv", EnvironmentFunctions::getfenv)
        .function("setfenv", EnvironmentFunctions::setfenv)
        .function("newproxy", new EnvironmentFunctions()::newproxy);
  }

  private static int getfenv(CallFrame call) {
    Object function = call.isMissingOrNil(1) ? atLevel(call, 1) : function(call);
    LuaTable environment =
        function instanceof LuaClosure closure ? closure.environment() : call.coroutine().globals;
    return call.result(environment);
  }

  private static int setfenv(CallFrame call) {
    LuaTable environment = call.checkTable(2);
    Object function = function(call);
    if (call.isNumber(1) && call.checkNumber(1) == 0) {
      call.coroutine().globals = environment;
      return 0;
    }
    if (!(function instanceof LuaClosure closure)) {
      throw call.error("'setfenv' cannot change environment of given object");
    }
    closure.environment(environment);
    return call.result(function);
  }

  private static @Nullable Object function(CallFrame call) {
    Object given = call.get(1);
    return given instanceof LuaFunction ? given : atLevel(call, call.checkInt(1));
  }

  private static @Nullable Object atLevel(CallFrame call, int level) {
    if (level < 0) {
      throw call.argumentError(1, "level must be non-negative");
    }
    Coroutine co = call.coroutine();
    int index = co.indexAt(level);
    if (index == Coroutine.TAIL_CALL) {
      throw call.error("no function environment for tail call at level " + level);
    }
    if (index == Coroutine.NO_CALL) {
      throw call.argumentError(1, "invalid level");
    }
    return co.get(co.call(index).function);
  }

  private int newproxy(CallFrame call) {
    Object model = call.get(1);
    if (!Types.isTrue(model)) {
      return call.result(new Userdata(null));
    }
    LuaTable metatable;
    if (model == Boolean.TRUE) {
      metatable = call.state().newTable();
      proxyMetatables.add(metatable);
    } else {
      metatable = call.state().operations().metatable(model);
      if (metatable == null || !proxyMetatables.contains(metatable)) {
        throw call.argumentError(1, "boolean or proxy expected");
      }
    }
    return call.result(new Userdata(metatable));
  }
}
