package io.fakeredis.junit;

import io.fakeredis.FakeServer;
import io.fakeredis.lettuce.FakeRedisClient;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulRedisConnection;

/** Lettuce's client: in process for the fake, over TCP for a real server. */
final class LettuceInjection {
  private LettuceInjection() {}

  static Object make(Class<?> type, TestServer server) {
    RedisClient client = client(server);
    return type == StatefulRedisConnection.class ? server.closing(client.connect()) : client;
  }

  private static RedisClient client(TestServer server) {
    FakeServer fake = server.fake();
    RedisClient client =
        fake == null
            ? RedisClient.create(RedisURI.create(server.uri()))
            : FakeRedisClient.create(fake);
    server.closing(client::shutdown);
    return client;
  }
}
