package io.fakeredis.core.script.lua;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** A Lua state with all libraries in its sandbox, for tests. */
final class LuaWorld {

  static final LuaDialect REDIS_6_0 = dialect(StringHash.SAMPLED, false, true, false);
  static final LuaDialect REDIS_7_0 = dialect(StringHash.WHOLE, true, true, true);
  static final LuaDialect REDIS_8_0 = dialect(StringHash.WHOLE, true, false, true);
  static final LuaDialect VALKEY_9_1 = dialect(StringHash.MURMUR, true, false, true);

  private static final LuaString NAME = LuaString.of("@user_script");

  private final LuaState state;

  LuaWorld(LuaDialect dialect) {
    state = new LuaState(dialect);
    Libraries.open(state);
    state.globals().put("KEYS", state.newTable());
    state.globals().put("ARGV", state.newTable());
    state.globals().put("redis", state.newTable());
    Sandbox.guardGlobals(state);
    Sandbox.seal(state);
  }

  private static LuaDialect dialect(
      StringHash hash, boolean errorTablesToText, boolean hasEnvironments, boolean readonly) {
    boolean isNew = !hasEnvironments;
    return new LuaDialect(
        hash,
        errorTablesToText,
        !errorTablesToText,
        isNew,
        hasEnvironments,
        readonly,
        isNew,
        false,
        "Copyright (C) 2012, Salvatore Sanfilippo");
  }

  LuaState state() {
    return state;
  }

  @Nullable Object[] run(String script) {
    return state.call(state.load(compile(script)), null);
  }

  Chunk compile(String script) {
    return state.compile(script.getBytes(StandardCharsets.UTF_8), NAME);
  }

  /** The first result as a text. */
  String text(String script) {
    return state.plainText(run(script)[0]).toString();
  }

  /** The error that a script ends with, as a text. */
  String error(String script) {
    try {
      run(script);
      throw new AssertionError("no error");
    } catch (LuaError e) {
      return state.plainText(e.value()).toString();
    }
  }
}
