package io.fakeredis.lettuce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lettuce.core.KeyValue;
import io.lettuce.core.RedisCommandTimeoutException;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.StreamMessage;
import io.lettuce.core.XReadArgs;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.sync.RedisCommands;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

@EveryWay
class BlockingTest {
  @AutoClose private final Site site;
  private final RedisCommands<String, String> redis;

  BlockingTest(Way way) {
    site = way.open();
    redis = site.sync();
  }

  @Test
  void blpopWaitsForAPush() throws Exception {
    RedisFuture<KeyValue<String, String>> popped = site.connect().async().blpop(5, "queue");
    Site.awaitBlocked(redis, 1);
    assertThat(popped.isDone()).isFalse();
    redis.rpush("queue", "job");

    assertThat(popped.get(5, TimeUnit.SECONDS)).isEqualTo(KeyValue.just("queue", "job"));
  }

  @Test
  void whoeverCameFirstIsServedFirst() throws Exception {
    RedisFuture<KeyValue<String, String>> first = site.connect().async().blpop(5, "queue");
    Site.awaitBlocked(redis, 1);
    RedisFuture<KeyValue<String, String>> second = site.connect().async().blpop(5, "queue");
    Site.awaitBlocked(redis, 2);
    redis.rpush("queue", "a", "b");

    assertThat(first.get(5, TimeUnit.SECONDS).getValue()).isEqualTo("a");
    assertThat(second.get(5, TimeUnit.SECONDS).getValue()).isEqualTo("b");
  }

  @Test
  void blpopGivesUp() {
    assertThat(redis.blpop(0.05, "queue")).isNull();
    assertThat(redis.ping()).isEqualTo("PONG");
  }

  @Test
  void callsBehindABlockedOneWait() throws Exception {
    StatefulRedisConnection<String, String> connection = site.connect();
    RedisFuture<KeyValue<String, String>> popped = connection.async().blpop(5, "queue");
    RedisFuture<String> behind = connection.async().ping();
    Site.awaitBlocked(redis, 1);
    assertThat(behind.isDone()).isFalse();
    redis.rpush("queue", "job");

    assertThat(popped.get(5, TimeUnit.SECONDS).getValue()).isEqualTo("job");
    assertThat(behind.get(5, TimeUnit.SECONDS)).isEqualTo("PONG");
  }

  @Test
  @SuppressWarnings("unchecked") // an array of generic type, as Lettuce has it
  void xreadWaitsForAnEntry() throws Exception {
    RedisFuture<List<StreamMessage<String, String>>> read =
        site.connect()
            .async()
            .xread(XReadArgs.Builder.block(5000), XReadArgs.StreamOffset.from("s", "$"));
    Site.awaitBlocked(redis, 1);
    redis.xadd("s", Map.of("field", "value"));

    assertThat(read.get(5, TimeUnit.SECONDS).get(0).getBody()).isEqualTo(Map.of("field", "value"));
  }

  @Test
  void theTimeoutOfTheConnectionHolds() {
    StatefulRedisConnection<String, String> impatient = site.connect();
    impatient.setTimeout(Duration.ofMillis(50));
    redis.clientPause(300);

    assertThatThrownBy(() -> impatient.sync().get("key"))
        .isInstanceOf(RedisCommandTimeoutException.class);
  }

  @Test
  void theTimeoutHoldsForABlockingCall() {
    StatefulRedisConnection<String, String> impatient = site.connect();
    impatient.setTimeout(Duration.ofMillis(50));

    assertThatThrownBy(() -> impatient.sync().blpop(1, "queue"))
        .isInstanceOf(RedisCommandTimeoutException.class);
  }
}
