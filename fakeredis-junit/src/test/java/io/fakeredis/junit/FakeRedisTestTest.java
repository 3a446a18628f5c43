package io.fakeredis.junit;

import static org.assertj.core.api.Assertions.assertThat;

import io.fakeredis.FakeServer;
import io.fakeredis.api.Reply;
import io.lettuce.core.api.StatefulRedisConnection;
import java.net.URI;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.UnifiedJedis;

@FakeRedisTest(profile = "redis:7.2")
class FakeRedisTestTest {
  @FakeRedis private Jedis jedis;
  @FakeRedis private FakeServer server;

  @Test
  void theServerIsOfThePinnedVersion() {
    assertThat(server.profile().name()).isEqualTo("redis:7.2");
  }

  @RepeatedTest(2)
  void eachTestBeginsWithNothing() {
    assertThat(jedis.incr("counter")).isEqualTo(1);
  }

  @Test
  void allThatIsInjectedMeetsInOneServer(
      @FakeRedis UnifiedJedis unified,
      @FakeRedis StatefulRedisConnection<String, String> lettuce,
      @FakeRedis URI uri) {
    jedis.set("key", "value");

    assertThat(unified.get("key")).isEqualTo("value");
    assertThat(lettuce.sync().get("key")).isEqualTo("value");
    assertThat(server.call("GET", "key")).isEqualTo(Reply.bulk("value"));
    try (Jedis overTcp = new Jedis(uri)) {
      assertThat(overTcp.get("key")).isEqualTo("value");
    }
  }
}
