package io.fakeredis.core.script.lua;

/** A function value whose body is Java code. */
final class JavaClosure extends LuaFunction {

  final JavaFunction body;

  JavaClosure(JavaFunction body, LuaTable environment) {
    super(environment);
    this.body = body;
  }
}
