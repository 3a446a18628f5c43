package com.example.frameworks;

import io.fakeredis.FakeServer;
import io.fakeredis.lettuce.FakeRedisClient;
import io.lettuce.core.AbstractRedisClient;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

/** Spring Data's connections through Lettuce, in process. */
final class FakeLettuceConnectionFactory extends LettuceConnectionFactory {
  private final FakeServer server;

  FakeLettuceConnectionFactory(FakeServer server) {
    this.server = server;
    afterPropertiesSet();
    start();
  }

  @Override
  protected AbstractRedisClient createClient() {
    return FakeRedisClient.create(server);
  }
}
