/**
 * Lettuce's own client in process, without a socket: {@link io.fakeredis.lettuce.FakeRedisClient}.
 */
@NullMarked
package io.fakeredis.lettuce;

import org.jspecify.annotations.NullMarked;
