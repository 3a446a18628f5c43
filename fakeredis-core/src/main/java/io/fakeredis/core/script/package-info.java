/** Lua 5.1 as Redis embeds it: scripts, functions, and what they may do. */
@NullMarked
package io.fakeredis.core.script;

import org.jspecify.annotations.NullMarked;
