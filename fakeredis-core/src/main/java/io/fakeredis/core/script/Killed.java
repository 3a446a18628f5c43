package io.fakeredis.core.script;

import io.fakeredis.core.script.lua.CodePosition;
import org.jspecify.annotations.Nullable;

/** Ends a script from outside; no pcall of the script can hold it up. */
final class Killed extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient @Nullable CodePosition position;

  Killed(@Nullable CodePosition position) {
    super("killed", null, false, false);
    this.position = position;
  }

  @Nullable CodePosition position() {
    return position;
  }
}
