/**
 * What a jar needs to add commands, value types and flavours to a fake server.
 *
 * <p>Start at {@link io.fakeredis.api.Plugin}. Everything here is also what the built-in commands
 * use.
 */
@NullMarked
package io.fakeredis.api;

import org.jspecify.annotations.NullMarked;
