/** KeyDB 6.3: what it has beyond the Redis that it grew from. */
@NullMarked
package io.fakeredis.module.keydb;

import org.jspecify.annotations.NullMarked;
