package io.fakeredis.core.script.lua;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One activation of a function. */
final class CallInfo {

  /** The Lua function, or null for one in Java. */
  @Nullable LuaClosure closure;

  LuaClosure closure() {
    return Objects.requireNonNull(closure);
  }

  /** The slot of the function, where its results will go. */
  int function;

  /** The slot of its first register or argument. */
  int base;

  /** For Lua the end of its registers, for Java the end of its arguments. */
  int top;

  /** How many results the caller wants. */
  int results;

  /** The next instruction. */
  int pc;

  int tailCalls;

  /** Whether the interpreter loop was entered for this call and must be left at its end. */
  boolean fresh;
}
