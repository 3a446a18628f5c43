package com.example.frameworks;

import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.fakeredis.FakeServer;
import io.fakeredis.jedis.FakeJedis;
import io.fakeredis.jedis.FakeJedisPool;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.springframework.data.redis.connection.jedis.JedisConnectionFactory;
import org.springframework.util.ClassUtils;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.JedisPool;

/** Spring Data Redis 3.x and 4.0 with Jedis, in process. */
@SuppressWarnings("deprecation") // in the versions that it is compiled against, not in its own
class OlderSpringDataJedisTest {
  @AutoClose private final FakeServer server = FakeServer.create();
  private final JedisConnectionFactory factory = new FakeJedisConnectionFactory();
  private final TemplateScenarios scenarios = new TemplateScenarios(factory);

  OlderSpringDataJedisTest() {
    assumeFalse(
        ClassUtils.isPresent("redis.clients.jedis.RedisClient", null),
        "with that class, Spring Data has another way to Jedis");
    factory.afterPropertiesSet();
    factory.start();
  }

  private final class FakeJedisConnectionFactory extends JedisConnectionFactory {
    @Override
    protected JedisPool createRedisPool() {
      return new FakeJedisPool(server);
    }

    @Override
    protected Jedis fetchJedisConnector() {
      return new FakeJedis(server);
    }
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
