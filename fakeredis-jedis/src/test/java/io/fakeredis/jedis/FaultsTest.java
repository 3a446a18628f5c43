package io.fakeredis.jedis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fakeredis.Fault;
import io.fakeredis.RecordedCall;
import io.fakeredis.Recording;
import java.time.Duration;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisDataException;

/** What Jedis makes of a server that misbehaves. */
@EveryWay
class FaultsTest {
  @AutoClose private final Site site;
  private final Jedis jedis;

  FaultsTest(Way way) {
    site = way.open();
    site.fake();
    jedis = site.jedis();
  }

  @Test
  void anErrorIsAnException() {
    site.fake().inject(Fault.error("OOM no room").on("SET").times(1));

    assertThatThrownBy(() -> jedis.set("key", "value"))
        .isInstanceOf(JedisDataException.class)
        .hasMessage("OOM no room");
    assertThat(jedis.set("key", "value")).isEqualTo("OK");
  }

  @Test
  void aLateReplyIsATimeout() {
    site.fake().inject(Fault.delay(Duration.ofSeconds(60)).on("GET"));
    Jedis impatient = site.jedis(site.config().socketTimeoutMillis(20).build());

    assertThatThrownBy(() -> impatient.get("key")).isInstanceOf(JedisConnectionException.class);
    assertThat(impatient.isBroken()).isTrue();
  }

  @Test
  void aLateReplyIsAReply() {
    site.fake().inject(Fault.delay(Duration.ofMillis(30)).on("ECHO"));

    assertThat(jedis.echo("late")).isEqualTo("late");
  }

  @Test
  void whatWasLostMayHaveBeenDone() {
    site.fake().inject(Fault.lostReply().on("INCR").times(1));
    UnifiedJedis pooled = site.unified();

    assertThatThrownBy(() -> pooled.incr("n")).isInstanceOf(JedisConnectionException.class);
    assertThat(pooled.incr("n")).isEqualTo(2);
  }

  @Test
  void pipelinesAreRecordedInTheirOrder() {
    try (Recording recording = site.fake().record()) {
      var pipeline = jedis.pipelined();
      pipeline.set("a", "1");
      pipeline.incr("a");
      pipeline.get("a");
      pipeline.sync();

      assertThat(recording.calls())
          .extracting(RecordedCall::toString)
          .containsExactly("SET a 1", "INCR a", "GET a");
    }
  }
}
