package io.fakeredis.core.script.lua;

import org.jspecify.annotations.Nullable;

/** A table of functions under construction. */
final class Library {

  private final LuaState state;
  private final LuaTable table;

  Library(LuaState state, int size) {
    this(state, state.newTable(0, size));
  }

  Library(LuaState state, LuaTable table) {
    this.state = state;
    this.table = table;
  }

  Library function(String name, JavaFunction body) {
    table.put(name, state.function(body));
    return this;
  }

  Library value(String name, @Nullable Object value) {
    table.put(name, value);
    return this;
  }

  LuaTable table() {
    return table;
  }

  /** Makes the table a global variable. */
  LuaTable install(String name) {
    state.globals().put(name, table);
    return table;
  }
}
