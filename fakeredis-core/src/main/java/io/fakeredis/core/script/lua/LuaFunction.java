package io.fakeredis.core.script.lua;

/** A function value: compiled from Lua, or written in Java. */
public abstract class LuaFunction extends LuaObject {

  private LuaTable environment;

  LuaFunction(LuaTable environment) {
    this.environment = environment;
  }

  /** The table in which the function looks up globals. */
  public final LuaTable environment() {
    return environment;
  }

  /** Makes the function look up globals in another table. */
  public final void environment(LuaTable table) {
    environment = table;
  }
}
