package io.fakeredis.core.script.lua;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The global functions. */
final class GlobalLibrary {

  private static final String[] COLLECTOR_OPTIONS = {
    "stop", "restart", "collect", "count", "step", "setpause", "setstepmul"
  };
  private static final int COUNT = 3;
  private static final int STEP = 4;
  private static final int SET_PAUSE = 5;

  /** What the collector's two settings are, in percent. */
  private static final double COLLECTOR_SETTING = 200;

  private final LuaFunction next;
  private final LuaFunction ipairsStep;

  private GlobalLibrary(LuaState state) {
    next = state.function(GlobalLibrary::next);
    ipairsStep = state.function(GlobalLibrary::ipairsStep);
  }

  static void open(LuaState state) {
    GlobalLibrary base = new GlobalLibrary(state);
    Library globals = new Library(state, state.globals());
    globals
        .value("_G", state.globals())
        .value("_VERSION", LuaString.of("Lua 5.1"))
        .function("assert", GlobalLibrary::assertTrue)
        .function("collectgarbage", GlobalLibrary::collectgarbage)
        .function("error", GlobalLibrary::error)
        .function("gcinfo", GlobalLibrary::gcinfo)
        .function("getmetatable", GlobalLibrary::getmetatable)
        .function("load", LoadFunctions::load)
        .function("loadstring", LoadFunctions::loadstring)
        .value("next", base.next)
        .function("pcall", ProtectedCalls.pcall(state.dialect()))
        .function("rawequal", GlobalLibrary::rawequal)
        .function("rawget", GlobalLibrary::rawget)
        .function("rawset", GlobalLibrary::rawset)
        .function("select", GlobalLibrary::select)
        .function("setmetatable", GlobalLibrary::setmetatable)
        .function("tonumber", GlobalLibrary::tonumber)
        .function("tostring", GlobalLibrary::tostring)
        .function("type", GlobalLibrary::type)
        .function("unpack", GlobalLibrary::unpack)
        .function("xpcall", ProtectedCalls::xpcall)
        .function("ipairs", base::ipairs)
        .function("pairs", base::pairs);
    if (state.dialect().hasPrint()) {
      globals.function("print", GlobalLibrary::print);
    }
    if (state.dialect().hasEnvironments()) {
      EnvironmentFunctions.open(globals);
    }
  }

  // Errors

  private static int assertTrue(CallFrame call) {
    call.checkAny(1);
    if (!Types.isTrue(call.get(1))) {
      LuaString message = call.optionalString(2, LuaString.of("assertion failed!"));
      throw call.error(message.untilNul().latin1());
    }
    return returnAll(call);
  }

  private static int returnAll(CallFrame call) {
    return call.count(); // The arguments lie at the top of the stack already.
  }

  private static int error(CallFrame call) {
    int level = call.optionalInt(2, 1);
    Object value = call.get(1);
    if (Operations.isText(value) && level > 0) {
      value =
          new ByteBuilder().append(call.where(level)).append(Operations.text(value)).toLuaString();
    }
    throw new LuaError(value);
  }

  // Tables

  private static int getmetatable(CallFrame call) {
    call.checkAny(1);
    LuaTable metatable = call.state().operations().metatable(call.get(1));
    if (metatable == null) {
      return call.result((Object) null);
    }
    Object shown = protection(call, metatable);
    return call.result(shown == null ? metatable : shown);
  }

  private static int setmetatable(CallFrame call) {
    LuaTable table = call.checkTable(1);
    if (call.isMissing(2) || (call.get(2) != null && !call.isTable(2))) {
      throw call.argumentError(2, "nil or table expected");
    }
    LuaTable current = table.metatable();
    if (current != null && protection(call, current) != null) {
      throw call.error("cannot change a protected metatable");
    }
    call.checkWritable(table);
    table.metatable((LuaTable) call.get(2));
    return call.result(table);
  }

  /** What a metatable wants to be shown in its place. */
  private static @Nullable Object protection(CallFrame call, LuaTable metatable) {
    return metatable.get(call.state().operations().name(Metamethod.METATABLE));
  }

  private static int rawequal(CallFrame call) {
    call.checkAny(1);
    call.checkAny(2);
    return call.result(Operations.rawEquals(call.get(1), call.get(2)));
  }

  private static int rawget(CallFrame call) {
    LuaTable table = call.checkTable(1);
    call.checkAny(2);
    return call.result(table.get(call.get(2)));
  }

  private static int rawset(CallFrame call) {
    LuaTable table = call.checkTable(1);
    call.checkAny(2);
    call.checkAny(3);
    call.rawSet(table, call.get(2), call.get(3));
    return call.result(table);
  }

  private static int next(CallFrame call) {
    LuaTable table = call.checkTable(1);
    int position = table.positionAfter(call.get(2));
    if (position < 0) {
      throw new LuaError("invalid key to 'next'");
    }
    int found = table.advance(position);
    if (found < 0) {
      return call.result((Object) null);
    }
    call.push(table.keyAt(found));
    call.push(table.valueAt(found));
    return 2;
  }

  private int pairs(CallFrame call) {
    LuaTable table = call.checkTable(1);
    call.push(next);
    call.push(table);
    call.push((Object) null);
    return 3;
  }

  private int ipairs(CallFrame call) {
    LuaTable table = call.checkTable(1);
    call.push(ipairsStep);
    call.push(table);
    call.push(0.0);
    return 3;
  }

  private static int ipairsStep(CallFrame call) {
    int index = call.checkInt(2) + 1;
    Object value = call.checkTable(1).get(index);
    if (value == null) {
      return 0;
    }
    call.push((double) index);
    call.push(value);
    return 2;
  }

  private static int unpack(CallFrame call) {
    LuaTable table = call.checkTable(1);
    int first = call.optionalInt(2, 1);
    int last = call.isMissingOrNil(3) ? table.length() : call.checkInt(3);
    if (first > last) {
      return 0;
    }
    long count = (long) last - first + 1;
    if (count > CallFrame.MAX_STACK - call.count()) {
      throw call.error("too many results to unpack");
    }
    for (int i = first; i < last; i++) {
      call.push(table.get(i));
    }
    call.push(table.get(last));
    return (int) count;
  }

  private static int select(CallFrame call) {
    int count = call.count();
    Object first = call.get(1);
    if (first instanceof LuaString string && string.length() > 0 && string.byteAt(0) == '#') {
      return call.result((double) count - 1);
    }
    int index = call.checkInt(1);
    if (index < 0) {
      index += count;
    } else {
      index = Math.min(index, count);
    }
    if (index < 1) {
      throw call.argumentError(1, "index out of range");
    }
    return count - index;
  }

  // Types and conversions

  private static int type(CallFrame call) {
    call.checkAny(1);
    return call.result(LuaString.of(Types.name(call.get(1))));
  }

  private static int tostring(CallFrame call) {
    call.checkAny(1);
    Object value = call.get(1);
    Object handler = call.state().operations().metamethod(value, Metamethod.TOSTRING);
    return call.result(handler == null ? call.state().plainText(value) : call.call(handler, value));
  }

  private static int tonumber(CallFrame call) {
    int base = call.optionalInt(2, 10);
    if (base == 10) {
      call.checkAny(1);
      return call.result((Object) NumberText.toNumber(call.get(1)));
    }
    LuaString text = call.checkString(1);
    if (base < 2 || base > 36) {
      throw call.argumentError(2, "base out of range");
    }
    return call.result((Object) NumberText.parse(text, base));
  }

  /** The server prints to its standard output, which is nowhere for a script to see. */
  private static int print(CallFrame call) {
    LuaTable globals = call.state().globals();
    for (int i = 1; i <= call.count(); i++) {
      @Nullable Object text = call.call(globals.get(LuaString.of("tostring")), call.get(i));
      if (!Operations.isText(text)) {
        throw call.error("'tostring' must return a string to 'print'");
      }
    }
    return 0;
  }

  // The collector: there is one, but it is not the script's to command

  private static int collectgarbage(CallFrame call) {
    int option =
        call.isMissingOrNil(1)
            ? Arrays.asList(COLLECTOR_OPTIONS).indexOf("collect")
            : call.checkOption(1, COLLECTOR_OPTIONS);
    call.optionalInt(2, 0);
    switch (option) {
      case COUNT:
        return call.result(usedBytes() / 1024.0);
      case STEP:
        return call.result(false);
      default:
        return call.result(option >= SET_PAUSE ? COLLECTOR_SETTING : 0.0);
    }
  }

  private static int gcinfo(CallFrame call) {
    return call.result(Math.floor(usedBytes() / 1024.0));
  }

  private static long usedBytes() {
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }
}
