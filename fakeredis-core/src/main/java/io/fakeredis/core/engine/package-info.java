/** The engine: command table, guards, executor, waiting, sessions. It knows no command by name. */
@NullMarked
package io.fakeredis.core.engine;

import org.jspecify.annotations.NullMarked;
