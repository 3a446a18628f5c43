package io.fakeredis.junit;

import io.fakeredis.FakeServer;
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
          "redis.clients.jedis.UnifiedJedis",
          "redis.clients.jedis.RedisClient");
  private static final Set<String> LETTUCE =
      Set.of("io.lettuce.core.RedisClient", "io.lettuce.core.api.StatefulRedisConnection");

  private Injection() {}

  /** The value; the classes for Jedis and Lettuce are touched only if the test has those. */
  static Object make(Class<?> type, TestServer server) {
    if (type == FakeServer.class) {
      return server.fakeOrFail(type);
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
    if (JEDIS.contains(type.getName())) {
      return JedisInjection.make(type, server);
    }
    if (LETTUCE.contains(type.getName())) {
      return LettuceInjection.make(type, server);
    }
    throw new ExtensionConfigurationException(
        "@FakeRedis cannot make a " + type.getName() + "; see its documentation for what it can");
  }
}
