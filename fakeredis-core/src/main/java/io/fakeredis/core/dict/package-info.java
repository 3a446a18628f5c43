/** The hash table under databases, sets, hashes and sorted sets. */
@NullMarked
package io.fakeredis.core.dict;

import org.jspecify.annotations.NullMarked;
