package io.fakeredis.core.script.lua;

/** A function that scripts can call and that is written in Java. */
@FunctionalInterface
public interface JavaFunction {

  /**
   * Runs the function.
   *
   * @param call the arguments, and where the results go
   * @return how many results there are: those pushed last
   */
  int call(CallFrame call);
}
