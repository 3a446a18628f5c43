package io.fakeredis.core.script.lua;

import org.jspecify.annotations.Nullable;

/** Lua's names for the types of values. */
final class Types {

  static final String NIL = "nil";
  static final String BOOLEAN = "boolean";
  static final String NUMBER = "number";
  static final String STRING = "string";
  static final String TABLE = "table";
  static final String FUNCTION = "function";
  static final String THREAD = "thread";
  static final String USERDATA = "userdata";

  private Types() {}

  static String name(@Nullable Object value) {
    if (value == null) {
      return NIL;
    }
    if (value instanceof LuaString) {
      return STRING;
    }
    if (value instanceof Double) {
      return NUMBER;
    }
    if (value instanceof LuaTable) {
      return TABLE;
    }
    if (value instanceof LuaFunction) {
      return FUNCTION;
    }
    if (value instanceof Boolean) {
      return BOOLEAN;
    }
    return value instanceof Coroutine ? THREAD : USERDATA;
  }

  static boolean isTrue(@Nullable Object value) {
    return value != null && value != Boolean.FALSE;
  }
}
