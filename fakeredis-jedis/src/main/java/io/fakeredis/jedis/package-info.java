/**
 * Jedis' own clients in process, without a socket: {@link io.fakeredis.jedis.FakeJedis}, {@link
 * io.fakeredis.jedis.FakeJedisPool}, {@link io.fakeredis.jedis.FakeUnifiedJedis}, {@link
 * io.fakeredis.jedis.FakeJedisPooled}, {@link io.fakeredis.jedis.FakeRedisClient}. One artifact for
 * Jedis 5.2 to 8.x.
 */
@NullMarked
package io.fakeredis.jedis;

import org.jspecify.annotations.NullMarked;
