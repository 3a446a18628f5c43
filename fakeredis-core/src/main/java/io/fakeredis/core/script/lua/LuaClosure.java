package io.fakeredis.core.script.lua;

/** A function compiled from Lua together with the variables that it captured. */
final class LuaClosure extends LuaFunction {

  final Prototype prototype;
  final Upvalue[] upvalues;

  LuaClosure(Prototype prototype, LuaTable environment) {
    super(environment);
    this.prototype = prototype;
    upvalues = new Upvalue[prototype.upvalues];
  }
}
