package io.fakeredis.jedis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.Pipeline;
import redis.clients.jedis.Response;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.params.ScanParams;
import redis.clients.jedis.params.SetParams;
import redis.clients.jedis.resps.ScanResult;
import redis.clients.jedis.resps.Tuple;

@EveryWay
class CommandsTest {
  private static final int MANY = 10_000;

  @AutoClose private final Site site;
  private final Jedis jedis;

  CommandsTest(Way way) {
    site = way.open();
    jedis = site.jedis();
  }

  @Test
  void strings() {
    assertThat(jedis.set("key", "value", SetParams.setParams().nx().ex(100))).isEqualTo("OK");
    assertThat(jedis.set("key", "other", SetParams.setParams().nx())).isNull();
    assertThat(jedis.get("key")).isEqualTo("value");
    assertThat(jedis.ttl("key")).isBetween(99L, 100L);
    assertThat(jedis.mget("key", "missing")).containsExactly("value", null);
    assertThat(jedis.incrByFloat("number", 1.5)).isEqualTo(1.5);
  }

  @Test
  void binaryKeysAndValues() {
    byte[] all = new byte[256];
    for (int i = 0; i < all.length; i++) {
      all[i] = (byte) i;
    }
    jedis.set(all, all);

    assertThat(jedis.get(all)).isEqualTo(all);
  }

  @Test
  void collections() {
    jedis.rpush("list", "a", "b", "c");
    jedis.hset("hash", Map.of("field", "value"));
    jedis.sadd("set", "member");
    jedis.zadd("zset", Map.of("one", 1.0, "two", 2.5));

    assertThat(jedis.lrange("list", 0, -1)).containsExactly("a", "b", "c");
    assertThat(jedis.hgetAll("hash")).isEqualTo(Map.of("field", "value"));
    assertThat(jedis.smembers("set")).isEqualTo(Set.of("member"));
    assertThat(jedis.zrangeWithScores("zset", 0, -1))
        .containsExactly(new Tuple("one", 1.0), new Tuple("two", 2.5));
    assertThat(jedis.type("zset")).isEqualTo("zset");
  }

  @Test
  void anErrorIsJedisOwnException() {
    jedis.set("string", "value");

    assertThatThrownBy(() -> jedis.lpush("string", "element"))
        .isInstanceOf(JedisDataException.class)
        .hasMessage("WRONGTYPE Operation against a key holding the wrong kind of value");
  }

  @Test
  void theDatabaseOfTheConfigurationIsSelected() {
    Jedis third = site.jedis(site.config().database(3).build());
    third.set("key", "value");

    assertThat(jedis.exists("key")).isFalse();
    jedis.select(3);
    assertThat(jedis.get("key")).isEqualTo("value");
  }

  @Test
  void theNameOfTheConfigurationIsSet() {
    Jedis named = site.jedis(site.config().clientName("somebody").build());

    assertThat(named.clientGetname()).isEqualTo("somebody");
  }

  @Test
  void aConfigurationWithoutProtocolIsServedToo() {
    Jedis plain = site.jedis(DefaultJedisClientConfig.builder().build());

    assertThat(plain.ping()).isEqualTo("PONG");
    assertThat(plain.hgetAll("missing")).isEmpty();
  }

  @Test
  void aPipelineOfThousands() {
    List<Response<Long>> responses = new ArrayList<>();
    try (Pipeline pipeline = jedis.pipelined()) {
      for (int i = 0; i < MANY; i++) {
        responses.add(pipeline.incr("counter"));
      }
    }

    assertThat(responses.get(MANY - 1).get()).isEqualTo(MANY);
  }

  @Test
  void anErrorInAPipelineIsAmongItsReplies() {
    Pipeline pipeline = jedis.pipelined();
    pipeline.set("key", "value");
    pipeline.incr("key");
    pipeline.get("key");

    List<Object> replies = pipeline.syncAndReturnAll();

    assertThat(replies.get(1)).isInstanceOf(JedisDataException.class);
    assertThat(replies).element(2).isEqualTo("value");
  }

  @Test
  void scanIteratesOverEverything() {
    Set<String> expected = new HashSet<>();
    for (int i = 0; i < 1000; i++) {
      expected.add("key:" + i);
      jedis.set("key:" + i, "");
    }
    jedis.set("other", "");
    Set<String> seen = new HashSet<>();
    ScanParams params = new ScanParams().match("key:*").count(50);
    String cursor = ScanParams.SCAN_POINTER_START;
    do {
      ScanResult<String> page = jedis.scan(cursor, params);
      seen.addAll(page.getResult());
      cursor = page.getCursor();
    } while (!cursor.equals(ScanParams.SCAN_POINTER_START));

    assertThat(seen).isEqualTo(expected);
  }

  @Test
  void scanIterationOfTheUnifiedClient() {
    UnifiedJedis unified = site.unified();
    unified.mset("a", "1", "b", "2");
    List<String> seen = new ArrayList<>();
    var iteration = unified.scanIteration(10, "*");
    while (!iteration.isIterationCompleted()) {
      seen.addAll(iteration.nextBatch().getResult());
    }

    assertThat(seen).containsExactlyInAnyOrder("a", "b");
  }

  @Test
  void scripts() {
    assertThat(jedis.eval("return redis.call('SET', KEYS[1], ARGV[1])", 1, "key", "value"))
        .isEqualTo("OK");
    String sha = jedis.scriptLoad("return {1, 'two', redis.call('GET', KEYS[1])}");
    assertThat(jedis.evalsha(sha, 1, "key")).isEqualTo(List.of(1L, "two", "value"));
  }

  @Test
  void aLargeValueComesBackWhole() {
    String large = "x".repeat(3_000_000);
    jedis.set("large", large);

    assertThat(jedis.get("large")).isEqualTo(large);
  }
}
