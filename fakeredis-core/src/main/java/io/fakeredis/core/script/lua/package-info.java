/**
 * Lua 5.1 as Redis embeds it: compiler, virtual machine and libraries, free of anything that knows
 * Redis commands.
 *
 * <p>Scripts see much of how the reference implementation works inside: the order in which {@code
 * pairs} walks a table, the variable names in error messages, which constants share a slot. So the
 * register machine, the table layout and the code generator follow its design closely, on byte
 * strings and with every stack on the heap.
 */
@NullMarked
package io.fakeredis.core.script.lua;

import org.jspecify.annotations.NullMarked;
