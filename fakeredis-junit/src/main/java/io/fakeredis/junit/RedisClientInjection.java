package io.fakeredis.junit;

import io.fakeredis.FakeServer;
import io.fakeredis.jedis.FakeRedisClient;
import redis.clients.jedis.RedisClient;

/** The client that Jedis has since 7.2. */
final class RedisClientInjection {
  private RedisClientInjection() {}

  static RedisClient make(TestServer server) {
    FakeServer fake = server.fake();
    return server.closing(
        fake == null ? RedisClient.create(server.uri()) : FakeRedisClient.create(fake));
  }
}
