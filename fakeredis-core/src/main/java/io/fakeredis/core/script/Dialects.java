package io.fakeredis.core.script;

import io.fakeredis.api.Feature;
import io.fakeredis.api.Profile;
import io.fakeredis.core.script.lua.LuaDialect;
import io.fakeredis.core.script.lua.StringHash;

/** Which Lua a server has. */
final class Dialects {
  private static final Feature WHOLE_HASH = Feature.since("LUA.whole-string-hash", "7.0");
  private static final Feature MURMUR_HASH = Feature.since("LUA.murmur-hash", "valkey 8.1");
  private static final Feature ERROR_TEXTS = Feature.since("LUA.error-tables-to-text", "7.0");
  private static final Feature PRINT = Feature.since("LUA.print", "6.0 until 7.0");
  private static final Feature OS_CLOCK = Feature.since("LUA.os-clock", "7.4");
  private static final Feature NO_ENVIRONMENTS = Feature.since("LUA.no-environments", "8.0");
  static final Feature READONLY_TABLES = Feature.since("LUA.readonly-tables", "6.2");
  private static final Feature READONLY_STRINGS =
      Feature.since("LUA.readonly-string-metatable", "8.0");
  private static final Feature ARRAY_METATABLE = Feature.since("LUA.cjson-array-metatable", "8.6");
  private static final Feature OTHER_COPYRIGHT =
      Feature.since("LUA.cmsgpack-of-redis-ltd", "valkey 8.0");

  private Dialects() {}

  /** The Lua of scripts. */
  static LuaDialect of(Profile profile) {
    return dialect(profile, !profile.has(NO_ENVIRONMENTS));
  }

  /** The Lua of functions, which never could change environments. */
  static LuaDialect ofFunctions(Profile profile) {
    return dialect(profile, false);
  }

  private static LuaDialect dialect(Profile profile, boolean hasEnvironments) {
    return new LuaDialect(
        hash(profile),
        profile.has(ERROR_TEXTS),
        profile.has(PRINT),
        profile.has(OS_CLOCK),
        hasEnvironments,
        profile.has(READONLY_TABLES),
        profile.has(READONLY_STRINGS),
        profile.has(ARRAY_METATABLE),
        "Copyright (C) 2012, "
            + (profile.has(OTHER_COPYRIGHT) ? "Redis Ltd." : "Salvatore Sanfilippo"));
  }

  private static StringHash hash(Profile profile) {
    if (profile.has(MURMUR_HASH)) {
      return StringHash.MURMUR;
    }
    return profile.has(WHOLE_HASH) ? StringHash.WHOLE : StringHash.SAMPLED;
  }
}
