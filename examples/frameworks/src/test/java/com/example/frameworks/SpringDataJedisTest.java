package com.example.frameworks;

import io.fakeredis.FakeServer;
import io.fakeredis.jedis.FakeConnections;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.springframework.data.redis.connection.RedisStandaloneConfiguration;
import org.springframework.data.redis.connection.jedis.JedisClientConfiguration;
import org.springframework.data.redis.connection.jedis.JedisConnectionFactory;

/** Spring Data Redis 4.1 or later with Jedis, in process. */
class SpringDataJedisTest {
  @AutoClose private final FakeServer server = FakeServer.create();
  private final JedisConnectionFactory factory =
      new JedisConnectionFactory(
          new RedisStandaloneConfiguration(),
          JedisClientConfiguration.builder()
              .customizeClient(client -> client.connectionProvider(FakeConnections.pool(server)))
              .build());
  private final TemplateScenarios scenarios = new TemplateScenarios(factory);

  SpringDataJedisTest() {
    factory.afterPropertiesSet();
    factory.start();
  }

  @AfterEach
  void destroy() {
    factory.destroy();
  }

  @Test
  void values() {
    scenarios.values();
  }

  @Test
  void transactions() {
    scenarios.transactions();
  }

  @Test
  void scripts() {
    scenarios.scripts();
  }

  @Test
  void messages() throws Exception {
    scenarios.messages();
  }
}
