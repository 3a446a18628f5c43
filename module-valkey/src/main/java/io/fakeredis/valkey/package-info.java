/**
 * The clients of valkey-java in process, without a socket: {@link io.fakeredis.valkey.FakeValkey},
 * {@link io.fakeredis.valkey.FakeValkeyPool}, {@link io.fakeredis.valkey.FakeValkeyPooled}, {@link
 * io.fakeredis.valkey.FakeUnifiedValkey}. valkey-java itself is the user's to bring along.
 */
@NullMarked
package io.fakeredis.valkey;

import org.jspecify.annotations.NullMarked;
