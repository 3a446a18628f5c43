/** The commands that touch keys, arguments and the clock, a family a group. */
@NullMarked
package io.fakeredis.core.command;

import org.jspecify.annotations.NullMarked;
