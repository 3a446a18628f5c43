package io.fakeredis.junit;

import io.fakeredis.FakeServer;
import io.fakeredis.jedis.FakeJedis;
import io.fakeredis.jedis.FakeJedisPool;
import io.fakeredis.jedis.FakeRedisClient;
import io.fakeredis.jedis.FakeUnifiedJedis;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.JedisPool;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.UnifiedJedis;

/** Jedis' clients: in process for the fake, over TCP for a real server. */
@SuppressWarnings("deprecation") // of Jedis 8; in all lines before it is the way
final class JedisInjection {
  private JedisInjection() {}

  static Object make(Class<?> type, TestServer server) {
    FakeServer fake = server.fake();
    if (type == Jedis.class) {
      return server.closing(fake == null ? new Jedis(server.uri()) : new FakeJedis(fake));
    }
    if (type == JedisPool.class) {
      return server.closing(fake == null ? new JedisPool(server.uri()) : new FakeJedisPool(fake));
    }
    if (type == RedisClient.class) {
      return server.closing(
          fake == null
              ? RedisClient.builder().fromURI(server.uri()).build()
              : FakeRedisClient.create(fake));
    }
    UnifiedJedis client =
        fake == null
            ? RedisClient.builder().fromURI(server.uri()).build()
            : new FakeUnifiedJedis(fake);
    return server.closing(client);
  }
}
