package io.fakeredis.junit;

import io.fakeredis.FakeServer;
import io.fakeredis.jedis.FakeJedisPooled;
import redis.clients.jedis.JedisPooled;

/** The client that Jedis has until 7. */
@SuppressWarnings("deprecation") // for those who have not gone on to RedisClient
final class JedisPooledInjection {
  private JedisPooledInjection() {}

  static JedisPooled make(TestServer server) {
    FakeServer fake = server.fake();
    return server.closing(fake == null ? new JedisPooled(server.uri()) : new FakeJedisPooled(fake));
  }
}
