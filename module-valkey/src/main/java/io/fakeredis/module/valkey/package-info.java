/** Valkey 7.2 to 9.2: what it has beyond the Redis that it grew from. */
@NullMarked
package io.fakeredis.module.valkey;

import org.jspecify.annotations.NullMarked;
