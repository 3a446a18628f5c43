package io.fakeredis.core.script;

import io.fakeredis.core.script.lua.CodePosition;
import org.jspecify.annotations.Nullable;

/**
 * How a script ended that did not come to its end.
 *
 * @param position where it was; null if that is not known
 * @param counted whether it counts as an error: what a command replied has been counted before
 */
record Failure(String message, @Nullable CodePosition position, boolean counted) {}
