package io.fakeredis.core.script.lua;

import org.jspecify.annotations.Nullable;

/** An error in a script: carries any Lua value, most often a message. */
public final class LuaError extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** Both are what the real server says when memory or handlers fail it. */
  static final String NOT_ENOUGH_MEMORY = "not enough memory";

  static final String ERROR_IN_HANDLER = "error in error handling";

  private final transient @Nullable Object value;

  /** An error with a value of any type. */
  public LuaError(@Nullable Object value) {
    super(null, null, false, false);
    this.value = value;
  }

  /** An error with a message, which is taken as it is: without a position. */
  public LuaError(String message) {
    this(LuaString.of(message));
  }

  /** The Lua value that was thrown. */
  public @Nullable Object value() {
    return value;
  }

  /** The value as a text for people. */
  @Override
  public String getMessage() {
    return String.valueOf(value);
  }
}
