package io.fakeredis.lettuce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lettuce.core.KillArgs;
import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisConnectionException;
import io.lettuce.core.RedisException;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.TimeoutOptions;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.sync.RedisCommands;
import io.lettuce.core.support.ConnectionPoolSupport;
import java.net.ConnectException;
import java.util.concurrent.TimeUnit;
import org.apache.commons.pool2.impl.GenericObjectPoolConfig;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Connections that break, servers that go down and come back. */
@EveryWay
class ConnectionsTest {
  @AutoClose private final Site site;
  private final StatefulRedisConnection<String, String> connection;
  private final RedisCommands<String, String> redis;

  ConnectionsTest(Way way) {
    site = way.open();
    connection = site.connect();
    redis = connection.sync();
  }

  private static void killOthersThan(RedisCommands<String, String> survivor) {
    survivor.clientKill(KillArgs.Builder.typeNormal().skipme(true));
  }

  @Test
  void aKilledConnectionIsReplaced() {
    RedisCommands<String, String> victim = site.sync();
    long before = victim.clientId();
    killOthersThan(redis);

    Site.await(() -> victim.clientId() != before);
  }

  @Test
  void aConnectionThatKillsItselfIsReplaced() {
    long before = redis.clientId();
    redis.clientKill(KillArgs.Builder.id(before).skipme(false));

    Site.await(() -> redis.clientId() != before);
  }

  @Test
  void quitEndsTheConnection() {
    assertThat(redis.quit()).isEqualTo("OK");
  }

  @Test
  void callsWaitForAServerThatIsDown() throws Exception {
    site.fake().disconnect();
    RedisFuture<String> waiting = connection.async().set("key", "value");
    assertThat(waiting.isDone()).isFalse();
    site.fake().reconnect();

    assertThat(waiting.get(5, TimeUnit.SECONDS)).isEqualTo("OK");
    assertThat(redis.get("key")).isEqualTo("value");
  }

  @Test
  void aServerThatIsDownRefusesConnections() {
    site.fake().disconnect();

    assertThatThrownBy(site::connect)
        .isInstanceOf(RedisConnectionException.class)
        .hasRootCauseInstanceOf(ConnectException.class)
        .hasStackTraceContaining("Connection refused");
    site.fake().reconnect();
    assertThat(site.sync().ping()).isEqualTo("PONG");
  }

  @Test
  void withoutReconnectingCallsFail() {
    site.client().setOptions(site.options().autoReconnect(false).build());
    StatefulRedisConnection<String, String> once = site.connect();
    killOthersThan(redis);
    Site.await(() -> !once.isOpen());

    assertThatThrownBy(() -> once.sync().get("key")).isInstanceOf(RedisException.class);
  }

  @Test
  void aTransactionIsLostWithItsConnection() {
    redis.multi();
    killOthersThan(site.sync());

    assertThatThrownBy(redis::exec)
        .isInstanceOf(RedisCommandExecutionException.class)
        .hasMessage("ERR EXEC without MULTI");
  }

  @Test
  void pooledConnections() throws Exception {
    GenericObjectPoolConfig<StatefulRedisConnection<String, String>> config =
        new GenericObjectPoolConfig<>();
    config.setMaxTotal(2);
    try (var pool = ConnectionPoolSupport.createGenericObjectPool(() -> site.connect(), config);
        var one = pool.borrowObject();
        var other = pool.borrowObject()) {
      one.sync().set("key", "value");

      assertThat(other.sync().get("key")).isEqualTo("value");
      assertThat(pool.getNumActive()).isEqualTo(2);
    }
  }

  @Test
  void timeoutOptionsArePossible() {
    site.client().setOptions(site.options().timeoutOptions(TimeoutOptions.enabled()).build());

    assertThat(site.sync().ping()).isEqualTo("PONG");
  }
}
