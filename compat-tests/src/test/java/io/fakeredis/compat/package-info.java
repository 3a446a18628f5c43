/**
 * Plays golden cases, commands with the replies that real servers gave, against the fake or a real
 * server, and holds the code to the arrows of its architecture.
 */
@NullMarked
package io.fakeredis.compat;

import org.jspecify.annotations.NullMarked;
