/** The databases and the books that they keep: expiry, watched keys, events, wake-ups. */
@NullMarked
package io.fakeredis.core.keyspace;

import org.jspecify.annotations.NullMarked;
