package io.fakeredis.junit;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A field or parameter of a {@link FakeRedisTest} that is to hold the test's server, or something
 * that is connected with it:
 *
 * <ul>
 *   <li>{@link io.fakeredis.FakeServer} and {@link io.fakeredis.server.TcpFakeServer}
 *   <li>{@link io.fakeredis.ManualClock}, if {@link FakeRedisTest#time} is manual
 *   <li>{@link java.net.URI} or {@link String}: the server's {@code redis://...} over TCP
 *   <li>Jedis' {@code Jedis}, {@code JedisPool}, {@code JedisPooled}, {@code UnifiedJedis}, {@code
 *       RedisClient}
 *   <li>Lettuce's {@code RedisClient}, {@code StatefulRedisConnection<String, String>}, {@code
 *       StatefulRedisPubSubConnection<String, String>}, and {@code RedisCommands}, {@code
 *       RedisAsyncCommands}, {@code RedisReactiveCommands} of strings
 *   <li>valkey-java's {@code Jedis}, {@code JedisPool}, {@code JedisPooled}, {@code UnifiedJedis}
 * </ul>
 *
 * Whatever is injected is closed after the test. A static field needs a server that lives as long
 * as the class: {@link FakeRedisTest.Scope#CLASS}.
 */
@Target({ElementType.FIELD, ElementType.PARAMETER})
@Retention(RetentionPolicy.RUNTIME)
public @interface FakeRedis {}
