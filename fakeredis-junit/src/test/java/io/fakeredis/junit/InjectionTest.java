package io.fakeredis.junit;

import static org.assertj.core.api.Assertions.assertThat;

import io.fakeredis.FakeServer;
import io.fakeredis.ManualClock;
import io.fakeredis.api.Reply;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.sync.RedisCommands;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.JedisPool;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.UnifiedJedis;

@FakeRedisTest(
    profile = "redis:7.2",
    config = {"maxmemory", "100mb"},
    time = FakeRedisTest.Time.MANUAL)
@SuppressWarnings("deprecation") // of JedisPool, in Jedis 8
class InjectionTest {
  @FakeRedis private Jedis jedis;
  @FakeRedis private FakeServer server;
  private final JedisPool ofTheConstructor;

  InjectionTest(@FakeRedis JedisPool pool) {
    ofTheConstructor = pool;
  }

  @Test
  void theServerIsAsTheAnnotationSays() {
    assertThat(server.profile().name()).isEqualTo("redis:7.2");
    assertThat(jedis.configGet("maxmemory")).containsEntry("maxmemory", "104857600");
  }

  @RepeatedTest(2)
  void eachTestBeginsWithNothing() {
    assertThat(jedis.incr("counter")).isEqualTo(1);
  }

  @Test
  void allThatIsInjectedMeetsInOneServer(
      @FakeRedis UnifiedJedis unified,
      @FakeRedis RedisClient client,
      @FakeRedis StatefulRedisConnection<String, String> lettuce,
      @FakeRedis RedisCommands<String, String> commands,
      @FakeRedis io.valkey.Jedis valkey,
      @FakeRedis URI uri) {
    jedis.set("key", "value");

    assertThat(ofTheConstructor.getResource().get("key")).isEqualTo("value");
    assertThat(unified.get("key")).isEqualTo("value");
    assertThat(client.get("key")).isEqualTo("value");
    assertThat(lettuce.sync().get("key")).isEqualTo("value");
    assertThat(commands.get("key")).isEqualTo("value");
    assertThat(valkey.get("key")).isEqualTo("value");
    assertThat(server.call("GET", "key")).isEqualTo(Reply.bulk("value"));
    try (Jedis overTcp = new Jedis(uri)) {
      assertThat(overTcp.get("key")).isEqualTo("value");
    }
  }

  @Test
  void theTestMovesTheTime(@FakeRedis ManualClock clock) {
    jedis.setex("key", 60, "value");
    clock.advance(Duration.ofSeconds(61));

    assertThat(jedis.get("key")).isNull();
  }

  @Nested
  class Inside {
    @FakeRedis private Jedis inner;

    @Test
    void isInjectedToo() {
      jedis.set("key", "value");

      assertThat(inner.get("key")).isEqualTo("value");
    }
  }
}
