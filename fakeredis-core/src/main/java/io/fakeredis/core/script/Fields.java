package io.fakeredis.core.script;

import io.fakeredis.core.script.lua.LuaString;

/**
 * The fields by which tables stand for replies. Each Lua state has its own, since strings remember
 * their hash.
 */
final class Fields {
  final LuaString ok = LuaString.of("ok");
  final LuaString err = LuaString.of("err");
  final LuaString ignoresStatistics = LuaString.of("ignore_error_stats_update");
  final LuaString real = LuaString.of("double");
  final LuaString map = LuaString.of("map");
  final LuaString set = LuaString.of("set");
  final LuaString bigNumber = LuaString.of("big_number");
  final LuaString verbatim = LuaString.of("verbatim_string");
  final LuaString string = LuaString.of("string");
  final LuaString format = LuaString.of("format");
}
