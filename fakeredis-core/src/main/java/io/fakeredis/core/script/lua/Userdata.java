package io.fakeredis.core.script.lua;

import org.jspecify.annotations.Nullable;

/** A full userdata; scripts can make an empty one with newproxy. */
final class Userdata extends LuaObject {

  private final @Nullable LuaTable metatable;

  Userdata(@Nullable LuaTable metatable) {
    this.metatable = metatable;
  }

  @Nullable LuaTable metatable() {
    return metatable;
  }
}
