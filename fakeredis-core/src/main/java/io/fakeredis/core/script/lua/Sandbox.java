package io.fakeredis.core.script.lua;

import io.fakeredis.core.script.lua.CodePosition.Kind;
import java.nio.charset.StandardCharsets;

/** How Redis keeps scripts from leaving anything behind in the global tables. */
public final class Sandbox {

  /**
   * Redis 6.0 guards the globals in Lua. Uncaught errors show the chunk and the lines in which the
   * guards give up, so these must be lines 8 and 15.
   */
  private static final String GUARDS =
      """
      local whoAsks = ...


      local function create(globals, name, value)
        local kind = whoAsks()
        local trusted = kind == 'main' or kind == 'C'
        if not trusted then
          error("Script attempted to create global variable '" .. tostring(name) .. "'", 2)
        end
        rawset(globals, name, value)
      end

      local function read(globals, name)
        if whoAsks() ~= 'C' then
          error("Script attempted to access nonexistent global variable '" .. tostring(name) .. "'", 2)
        end
        return rawget(globals, name)
      end

      return create, read
      """;

  /** The function that asks is that far above the one that tells it: the guard is between them. */
  private static final int ASKING_LEVEL = 2;

  private Sandbox() {}

  /** Makes unknown globals an error, and new ones too where tables are not readonly. */
  public static void guardGlobals(LuaState state) {
    LuaTable metatable = state.newTable();
    if (state.dialect().hasReadonlyTables()) {
      metatable.put("__index", state.function(Sandbox::refuseUnknown));
    } else {
      guardInLua(state, metatable);
    }
    state.globals().metatable(metatable);
  }

  /** Makes fields that the table does not have an error. */
  public static void guard(LuaState state, LuaTable table) {
    LuaTable metatable = state.newTable();
    metatable.put("__index", state.function(Sandbox::refuseUnknown));
    metatable.readonly(true);
    table.metatable(metatable);
  }

  private static int refuseUnknown(CallFrame call) {
    String name = call.checkString(2).untilNul().latin1();
    throw call.error("Script attempted to access nonexistent global variable '" + name + "'");
  }

  private static void guardInLua(LuaState state, LuaTable metatable) {
    byte[] source = GUARDS.getBytes(StandardCharsets.ISO_8859_1);
    Chunk chunk = state.compile(source, LuaString.of("@enable_strict_lua"));
    LuaFunction whoAsks = state.function(Sandbox::whoAsks);
    Object[] guards = state.call(state.load(chunk), null, whoAsks);
    metatable.put("__newindex", guards[0]);
    metatable.put("__index", guards[1]);
  }

  private static int whoAsks(CallFrame call) {
    CodePosition asking = call.position(ASKING_LEVEL);
    Kind kind = asking == null ? Kind.JAVA : asking.kind();
    String name = kind == Kind.JAVA ? "C" : kind == Kind.MAIN ? "main" : "Lua";
    return call.result(LuaString.of(name));
  }

  /** Makes all global tables readonly, on servers that do so: from 6.2 on. */
  public static void seal(LuaState state) {
    if (!state.dialect().hasReadonlyTables()) {
      return;
    }
    LuaTable globals = state.globals();
    for (int i = globals.advance(0); i >= 0; i = globals.advance(i + 1)) {
      if (globals.valueAt(i) instanceof LuaTable table) {
        table.readonly(true);
      }
    }
    LuaTable guard = globals.metatable();
    if (guard != null) {
      guard.readonly(true);
    }
    LuaTable strings = state.stringMetatable();
    if (strings != null && state.dialect().hasReadonlyStringMetatable()) {
      strings.readonly(true);
    }
  }
}
