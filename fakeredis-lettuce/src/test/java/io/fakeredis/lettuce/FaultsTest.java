package io.fakeredis.lettuce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fakeredis.Fault;
import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisCommandTimeoutException;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.sync.RedisCommands;
import java.time.Duration;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** What Lettuce makes of a server that misbehaves. */
@EveryWay
class FaultsTest {
  @AutoClose private final Site site;
  private final StatefulRedisConnection<String, String> connection;
  private final RedisCommands<String, String> redis;

  FaultsTest(Way way) {
    site = way.open();
    site.fake();
    connection = site.connect();
    redis = connection.sync();
  }

  @Test
  void anErrorIsAnException() {
    site.fake().inject(Fault.error("OOM no room").on("SET").times(1));

    assertThatThrownBy(() -> redis.set("key", "value"))
        .isInstanceOf(RedisCommandExecutionException.class)
        .hasMessage("OOM no room");
    assertThat(redis.set("key", "value")).isEqualTo("OK");
  }

  @Test
  void aLateReplyIsATimeout() {
    site.fake().inject(Fault.delay(Duration.ofSeconds(60)).on("GET"));
    connection.setTimeout(Duration.ofMillis(20));

    assertThatThrownBy(() -> redis.get("key")).isInstanceOf(RedisCommandTimeoutException.class);
  }

  @Test
  void whatWasNotAnsweredIsSentAgain() {
    site.fake().inject(Fault.disconnect().on("SET").times(1));

    assertThat(redis.set("key", "value")).isEqualTo("OK");
    assertThat(redis.get("key")).isEqualTo("value");
  }

  @Test
  void whatIsSentAgainMayBeDoneTwice() {
    site.fake().inject(Fault.lostReply().on("INCR").times(1));

    assertThat(redis.incr("n")).isEqualTo(2);
  }
}
