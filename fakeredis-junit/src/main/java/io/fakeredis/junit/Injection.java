package io.fakeredis.junit;

import io.fakeredis.FakeServer;
import io.fakeredis.ManualClock;
import io.fakeredis.server.TcpFakeServer;
import java.net.URI;
import java.util.Set;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;

/** Makes what a field or parameter of some type is to hold. */
final class Injection {
  private static final Set<String> JEDIS =
      Set.of(
          "redis.clients.jedis.Jedis",
          "redis.clients.jedis.JedisPool",
          "redis.clients.jedis.UnifiedJedis");
  private static final String JEDIS_POOLED = "redis.clients.jedis.JedisPooled";
  private static final String JEDIS_REDIS_CLIENT = "redis.clients.jedis.RedisClient";
  private static final Set<String> LETTUCE =
      Set.of(
          "io.lettuce.core.RedisClient",
          "io.lettuce.core.api.StatefulRedisConnection",
          "io.lettuce.core.api.async.RedisAsyncCommands",
          "io.lettuce.core.api.reactive.RedisReactiveCommands",
          "io.lettuce.core.api.sync.RedisCommands",
          "io.lettuce.core.pubsub.StatefulRedisPubSubConnection");
  private static final Set<String> VALKEY =
      Set.of(
          "io.valkey.Jedis",
          "io.valkey.JedisPool",
          "io.valkey.JedisPooled",
          "io.valkey.UnifiedJedis");

  private Injection() {}

  /** The value; what is for a client library is touched only if the test has that library. */
  static Object make(Class<?> type, TestServer server) {
    if (type == FakeServer.class) {
      return server.fakeOrFail(type);
    }
    if (type == ManualClock.class) {
      return server.clock();
    }
    if (type == TcpFakeServer.class) {
      return server.tcp();
    }
    if (type == URI.class) {
      return server.uri();
    }
    if (type == String.class) {
      return server.uri().toString();
    }
    String name = type.getName();
    if (JEDIS.contains(name)) {
      return JedisInjection.make(type, server);
    }
    if (name.equals(JEDIS_POOLED)) {
      return JedisPooledInjection.make(server);
    }
    if (name.equals(JEDIS_REDIS_CLIENT)) {
      return RedisClientInjection.make(server);
    }
    if (LETTUCE.contains(name)) {
      return LettuceInjection.make(type, server);
    }
    if (VALKEY.contains(name)) {
      return ValkeyInjection.make(type, server);
    }
    throw new ExtensionConfigurationException(
        "@FakeRedis cannot make a " + name + "; see its documentation for what it can");
  }
}
