package io.fakeredis.core.script.lua;

/** The events that a metatable can answer. */
enum Metamethod {
  INDEX("__index", 1),
  NEWINDEX("__newindex", 2),
  EQ("__eq", 4),
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
  private final int bit;

  Metamethod(String text) {
    this(text, 0);
  }

  Metamethod(String text, int bit) {
    this.text = text;
    this.bit = bit;
  }

  /** What marks its absence in a metatable; nothing for events that are rarely asked for. */
  int bit() {
    return bit;
  }

  LuaString newName() {
    return LuaString.of(text);
  }
}
