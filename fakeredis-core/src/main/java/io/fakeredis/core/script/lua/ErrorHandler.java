package io.fakeredis.core.script.lua;

import org.jspecify.annotations.Nullable;

/** Sees an error at the place where it happens, before the calls that led there are undone. */
@FunctionalInterface
public interface ErrorHandler {

  /**
   * Makes the final error value.
   *
   * @param frame the running function: to ask for positions
   * @param error the value that was thrown
   * @return the value to report instead
   */
  @Nullable Object handle(CallFrame frame, @Nullable Object error);
}
