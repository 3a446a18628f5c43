package io.fakeredis.jedis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.SocketTimeoutException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.StreamEntryID;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.params.XReadParams;

@EveryWay
class BlockingTest {
  @AutoClose private final Site site;
  private final Jedis jedis;

  BlockingTest(Way way) {
    site = way.open();
    jedis = site.jedis();
  }

  @Test
  void blpopWaitsForAPush() throws Exception {
    var popped = site.elsewhere(client -> client.blpop(5, "queue"));
    Site.awaitBlocked(jedis, 1);
    jedis.rpush("queue", "job");

    assertThat(popped.get(5, TimeUnit.SECONDS)).containsExactly("queue", "job");
  }

  @Test
  void whoeverCameFirstIsServedFirst() throws Exception {
    var first = site.elsewhere(client -> client.blpop(5, "queue"));
    Site.awaitBlocked(jedis, 1);
    var second = site.elsewhere(client -> client.blpop(5, "queue"));
    Site.awaitBlocked(jedis, 2);
    jedis.rpush("queue", "a", "b");

    assertThat(first.get(5, TimeUnit.SECONDS)).containsExactly("queue", "a");
    assertThat(second.get(5, TimeUnit.SECONDS)).containsExactly("queue", "b");
  }

  @Test
  void blpopGivesUp() {
    assertThat(jedis.blpop(0.05, "queue")).isNull();
    assertThat(jedis.ping()).isEqualTo("PONG");
  }

  @Test
  void xreadWaitsForAnEntry() throws Exception {
    XReadParams wait = XReadParams.xReadParams().block(5000);
    var read = site.elsewhere(client -> client.xread(wait, Map.of("s", new StreamEntryID())));
    Site.awaitBlocked(jedis, 1);
    jedis.xadd("s", new StreamEntryID(1, 1), Map.of("field", "value"));

    var entries = read.get(5, TimeUnit.SECONDS);
    assertThat(entries.get(0).getKey()).isEqualTo("s");
    assertThat(entries.get(0).getValue().get(0).getFields()).isEqualTo(Map.of("field", "value"));
  }

  @Test
  void aBlockedClientIsUnblocked() throws Exception {
    long[] id = new long[1];
    var popped =
        site.elsewhere(
            client -> {
              id[0] = client.clientId();
              return client.blpop(5, "queue");
            });
    Site.awaitBlocked(jedis, 1);
    jedis.clientUnblock(id[0]);

    assertThat(popped.get(5, TimeUnit.SECONDS)).isNull();
  }

  @Test
  void theBlockingTimeoutOfTheSocketHolds() {
    Jedis impatient = site.jedis(site.config().blockingSocketTimeoutMillis(50).build());

    assertThatThrownBy(() -> impatient.blpop(0, "queue"))
        .isInstanceOf(JedisConnectionException.class)
        .hasRootCauseInstanceOf(SocketTimeoutException.class)
        .hasStackTraceContaining("Read timed out");
    assertThat(impatient.isBroken()).isTrue();
  }

  @Test
  void theTimeoutOfTheSocketHolds() {
    Jedis impatient = site.jedis(site.config().socketTimeoutMillis(50).build());
    jedis.clientPause(300);

    assertThatThrownBy(() -> impatient.get("key"))
        .isInstanceOf(JedisConnectionException.class)
        .hasRootCauseInstanceOf(SocketTimeoutException.class);
  }

  @Test
  void waitingOnSeveralKeysTakesTheFirstThatHasSomething() {
    jedis.rpush("second", "x");

    assertThat(jedis.blpop(5, "first", "second")).isEqualTo(List.of("second", "x"));
  }
}
