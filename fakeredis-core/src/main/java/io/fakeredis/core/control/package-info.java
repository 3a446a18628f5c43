/** The commands that touch connections or the server. */
@NullMarked
package io.fakeredis.core.control;

import org.jspecify.annotations.NullMarked;
