package io.fakeredis.lettuce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lettuce.core.KeyScanCursor;
import io.lettuce.core.KeyValue;
import io.lettuce.core.LettuceFutures;
import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.RedisURI;
import io.lettuce.core.ScanArgs;
import io.lettuce.core.ScanIterator;
import io.lettuce.core.ScoredValue;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.SetArgs;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.async.RedisAsyncCommands;
import io.lettuce.core.api.sync.RedisCommands;
import io.lettuce.core.codec.ByteArrayCodec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;

@EveryWay
class CommandsTest {
  private static final int MANY = 10_000;
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  @AutoClose private final Site site;
  private final StatefulRedisConnection<String, String> connection;
  private final RedisCommands<String, String> redis;

  CommandsTest(Way way) {
    site = way.open();
    connection = site.connect();
    redis = connection.sync();
  }

  @Test
  void strings() {
    assertThat(redis.set("key", "value", SetArgs.Builder.nx().ex(100))).isEqualTo("OK");
    assertThat(redis.set("key", "other", SetArgs.Builder.nx())).isNull();
    assertThat(redis.get("key")).isEqualTo("value");
    assertThat(redis.ttl("key")).isBetween(99L, 100L);
    assertThat(redis.mget("key", "missing"))
        .containsExactly(KeyValue.just("key", "value"), KeyValue.empty("missing"));
    assertThat(redis.incrbyfloat("number", 1.5)).isEqualTo(1.5);
  }

  @Test
  void collections() {
    redis.rpush("list", "a", "b", "c");
    redis.hset("hash", Map.of("field", "value"));
    redis.sadd("set", "member");
    redis.zadd("zset", 1, "one");
    redis.zadd("zset", 2.5, "two");

    assertThat(redis.lrange("list", 0, -1)).containsExactly("a", "b", "c");
    assertThat(redis.hgetall("hash")).isEqualTo(Map.of("field", "value"));
    assertThat(redis.smembers("set")).isEqualTo(Set.of("member"));
    assertThat(redis.zrangeWithScores("zset", 0, -1))
        .containsExactly(ScoredValue.just(1, "one"), ScoredValue.just(2.5, "two"));
  }

  @Test
  void binaryKeysAndValues() {
    byte[] all = new byte[256];
    for (int i = 0; i < all.length; i++) {
      all[i] = (byte) i;
    }
    RedisCommands<byte[], byte[]> binary = site.client().connect(ByteArrayCodec.INSTANCE).sync();
    binary.set(all, all);

    assertThat(binary.get(all)).isEqualTo(all);
  }

  @Test
  void anErrorIsLettucesOwnException() {
    redis.set("string", "value");

    assertThatThrownBy(() -> redis.lpush("string", "element"))
        .isInstanceOf(RedisCommandExecutionException.class)
        .hasMessage("WRONGTYPE Operation against a key holding the wrong kind of value");
  }

  @Test
  void theDatabaseAndNameOfTheUriAreSet() {
    RedisURI uri = site.uri();
    uri.setDatabase(3);
    uri.setClientName("somebody");
    RedisCommands<String, String> third = site.client().connect(uri).sync();
    third.set("key", "value");

    assertThat(third.clientGetname()).isEqualTo("somebody");
    assertThat(redis.exists("key")).isZero();
    redis.select(3);
    assertThat(redis.get("key")).isEqualTo("value");
  }

  @Test
  void thousandsOfCallsAtOnce() {
    RedisAsyncCommands<String, String> async = connection.async();
    List<RedisFuture<Long>> futures =
        IntStream.range(0, MANY).mapToObj(i -> async.incr("counter")).toList();

    assertThat(LettuceFutures.awaitAll(PATIENCE, futures.toArray(RedisFuture[]::new))).isTrue();
    assertThat(redis.get("counter")).isEqualTo(String.valueOf(MANY));
  }

  @Test
  void aPipelineIsSentWhenItIsFlushed() throws Exception {
    RedisAsyncCommands<String, String> async = connection.async();
    connection.setAutoFlushCommands(false);
    List<RedisFuture<Long>> futures =
        IntStream.range(0, MANY).mapToObj(i -> async.incr("counter")).toList();
    assertThat(futures.get(0).isDone()).isFalse();
    connection.flushCommands();

    assertThat(futures.get(MANY - 1).get(10, TimeUnit.SECONDS)).isEqualTo(MANY);
  }

  @Test
  void manyThreadsOnOneConnection() {
    IntStream.range(0, MANY).parallel().forEach(i -> redis.incr("counter"));

    assertThat(redis.get("counter")).isEqualTo(String.valueOf(MANY));
  }

  @Test
  void aCallThatIsMadeWhenAnotherIsAnswered() throws Exception {
    RedisAsyncCommands<String, String> async = connection.async();

    assertThat(
            async
                .set("key", "value")
                .thenCompose(ok -> async.append("key", "s"))
                .thenCompose(length -> async.get("key"))
                .toCompletableFuture()
                .get(5, TimeUnit.SECONDS))
        .isEqualTo("values");
  }

  @Test
  void reactive() {
    List<String> values =
        Flux.range(0, 100)
            .concatMap(i -> connection.reactive().rpush("list", "element " + i))
            .thenMany(connection.reactive().lrange("list", 0, -1))
            .collectList()
            .block(PATIENCE);

    assertThat(values).hasSize(100).startsWith("element 0").endsWith("element 99");
  }

  @Test
  void reactiveWithBackPressure() {
    String[] elements = IntStream.range(0, 1000).mapToObj(String::valueOf).toArray(String[]::new);
    redis.rpush("list", elements);

    List<String> values =
        connection.reactive().lrange("list", 0, -1).limitRate(10).collectList().block(PATIENCE);

    assertThat(values).containsExactly(elements);
  }

  @Test
  void scanIteratesOverEverything() {
    Set<String> expected = new HashSet<>();
    for (int i = 0; i < 1000; i++) {
      expected.add("key:" + i);
      redis.set("key:" + i, "");
    }
    redis.set("other", "");
    List<String> seen = new ArrayList<>();
    ScanIterator.scan(redis, ScanArgs.Builder.limit(50).match("key:*")).forEachRemaining(seen::add);

    assertThat(Set.copyOf(seen)).isEqualTo(expected);
    KeyScanCursor<String> all = redis.scan(ScanArgs.Builder.limit(5000));
    assertThat(all.isFinished()).isTrue();
    assertThat(all.getKeys()).hasSize(1001);
  }

  @Test
  void aLargeValueComesBackWhole() {
    String large = "x".repeat(3_000_000);
    redis.set("large", large);

    assertThat(redis.get("large")).isEqualTo(large);
  }

  @Test
  void scripts() {
    String script = "return redis.call('SET', KEYS[1], ARGV[1])";
    String[] keys = {"key"};

    assertThat(redis.<String>eval(script, ScriptOutputType.STATUS, keys, "value")).isEqualTo("OK");
    String sha = redis.scriptLoad("return {1, 'two', redis.call('GET', KEYS[1])}");
    assertThat(redis.<List<Object>>evalsha(sha, ScriptOutputType.MULTI, keys))
        .containsExactly(1L, "two", "value");
  }

  @Test
  void transactions() {
    redis.multi();
    redis.incr("counter");
    redis.set("key", "value");

    assertThat(site.sync().get("counter")).isNull();
    assertThat(redis.exec()).containsExactly(1L, "OK");
  }

  @Test
  void aWatchedKeyThatChangesAborts() {
    redis.watch("key");
    redis.multi();
    redis.set("key", "mine");
    site.sync().set("key", "theirs");

    assertThat(redis.exec().wasDiscarded()).isTrue();
    assertThat(redis.get("key")).isEqualTo("theirs");
  }
}
