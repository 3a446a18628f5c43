package io.fakeredis.junit;

import io.fakeredis.FakeServer;
import io.fakeredis.lettuce.FakeRedisClient;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.async.RedisAsyncCommands;
import io.lettuce.core.api.reactive.RedisReactiveCommands;
import io.lettuce.core.api.sync.RedisCommands;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import java.util.concurrent.TimeUnit;

/** Lettuce's client and what comes of it: in process for the fake, over TCP for a real server. */
final class LettuceInjection {
  private static final long PATIENCE_SECONDS = 2;

  private LettuceInjection() {}

  static Object make(Class<?> type, TestServer server) {
    RedisClient client = client(server);
    if (type == RedisClient.class) {
      return client;
    }
    if (type == StatefulRedisPubSubConnection.class) {
      return client.connectPubSub();
    }
    StatefulRedisConnection<String, String> connection = client.connect();
    if (type == RedisCommands.class) {
      return connection.sync();
    }
    if (type == RedisAsyncCommands.class) {
      return connection.async();
    }
    return type == RedisReactiveCommands.class ? connection.reactive() : connection;
  }

  private static RedisClient client(TestServer server) {
    FakeServer fake = server.fake();
    RedisClient client =
        fake == null
            ? RedisClient.create(RedisURI.create(server.uri()))
            : FakeRedisClient.create(fake);
    server.closing(() -> client.shutdown(0, PATIENCE_SECONDS, TimeUnit.SECONDS));
    return client;
  }
}
