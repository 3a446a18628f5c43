/** What keys hold: the values of Redis' own types, and the algorithms that work on them. */
@NullMarked
package io.fakeredis.core.value;

import org.jspecify.annotations.NullMarked;
