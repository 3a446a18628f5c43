package io.fakeredis.core.script.lua;

/** The events that a metatable can answer. */
enum Metamethod {
  INDEX("__index"),
  NEWINDEX("__newindex"),
  EQ("__eq"),
  ADD("__add"),
  SUB("__sub"),
  MUL("__mul"),
  DIV("__div"),
  MOD("__mod"),
  POW("__pow"),
  UNM("__unm"),
  LEN("__len"),
  LT("__lt"),
  LE("__le"),
  CONCAT("__concat"),
  CALL("__call"),
  TOSTRING("__tostring"),
  METATABLE("__metatable");

  private final String text;

  Metamethod(String text) {
    this.text = text;
  }

  LuaString newName() {
    return LuaString.of(text);
  }
}
