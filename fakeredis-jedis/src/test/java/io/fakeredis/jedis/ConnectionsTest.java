package io.fakeredis.jedis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.commons.pool2.impl.GenericObjectPoolConfig;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.JedisPool;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.exceptions.JedisConnectionException;

/** Connections that break, servers that go down and come back. */
@EveryWay
@SuppressWarnings("deprecation") // of JedisPool, in Jedis 8
class ConnectionsTest {
  @AutoClose private final Site site;
  private final Jedis jedis;

  ConnectionsTest(Way way) {
    site = way.open();
    jedis = site.jedis();
  }

  private JedisPool poolOfOne(boolean tested) {
    GenericObjectPoolConfig<Jedis> config = new GenericObjectPoolConfig<>();
    config.setMaxTotal(1);
    config.setTestOnBorrow(tested);
    return site.pool(config);
  }

  @Test
  void aKilledConnectionIsBroken() {
    Jedis victim = site.jedis();
    victim.ping();
    Site.killOthers(jedis);

    assertThatThrownBy(victim::ping).isInstanceOf(JedisConnectionException.class);
    assertThat(victim.isBroken()).isTrue();
  }

  @Test
  void aBlockedClientLearnsThatItsConnectionIsGone() {
    var popped = site.elsewhere(client -> client.blpop(5, "queue"));
    Site.awaitBlocked(jedis, 1);
    Site.killOthers(jedis);

    assertThatThrownBy(() -> popped.get(5, TimeUnit.SECONDS))
        .isInstanceOf(ExecutionException.class)
        .hasCauseInstanceOf(JedisConnectionException.class);
  }

  @Test
  void aPoolThatTestsReplacesABrokenConnection() {
    JedisPool pool = poolOfOne(true);
    long before = idOfBorrowed(pool);
    assertThat(idOfBorrowed(pool)).isEqualTo(before);
    Site.killOthers(jedis);

    assertThat(idOfBorrowed(pool)).isNotEqualTo(before);
  }

  @Test
  void aPoolThrowsABrokenConnectionAway() {
    JedisPool pool = poolOfOne(false);
    idOfBorrowed(pool);
    Site.killOthers(jedis);

    assertThatThrownBy(() -> idOfBorrowed(pool)).isInstanceOf(JedisConnectionException.class);
    assertThat(idOfBorrowed(pool)).isPositive();
  }

  private static long idOfBorrowed(JedisPool pool) {
    try (Jedis borrowed = pool.getResource()) {
      return borrowed.clientId();
    }
  }

  @Test
  void aServerThatGoesDownEndsConnections() {
    jedis.set("key", "value");
    site.fake().disconnect();

    assertThatThrownBy(() -> jedis.get("key")).isInstanceOf(JedisConnectionException.class);
    assertThatThrownBy(() -> site.jedis().get("key"))
        .isInstanceOf(JedisConnectionException.class)
        .satisfies(refused -> assertThat(reason(refused)).hasMessage("Connection refused"));

    site.fake().reconnect();
    assertThat(site.jedis().get("key")).isEqualTo("value");
  }

  /** Jedis keeps the reason as what was suppressed, or as the cause. */
  private static Throwable reason(Throwable refused) {
    return refused.getSuppressed().length > 0 ? refused.getSuppressed()[0] : refused.getCause();
  }

  @Test
  void aPoolOutlivesAServerThatIsDown() {
    JedisPool pool = poolOfOne(false);
    idOfBorrowed(pool);
    site.fake().disconnect();

    assertThatThrownBy(() -> idOfBorrowed(pool)).isInstanceOf(JedisConnectionException.class);
    assertThatThrownBy(() -> idOfBorrowed(pool)).isInstanceOf(JedisConnectionException.class);

    site.fake().reconnect();
    assertThat(idOfBorrowed(pool)).isPositive();
  }

  @Test
  void theUnifiedClientOutlivesAServerThatIsDown() {
    UnifiedJedis unified = site.unified();
    unified.set("key", "value");
    site.fake().disconnect();

    assertThatThrownBy(() -> unified.get("key")).isInstanceOf(JedisConnectionException.class);
    assertThatThrownBy(() -> unified.get("key")).isInstanceOf(JedisConnectionException.class);

    site.fake().reconnect();
    assertThat(unified.get("key")).isEqualTo("value");
  }
}
