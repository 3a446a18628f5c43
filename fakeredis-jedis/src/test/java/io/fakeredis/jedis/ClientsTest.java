package io.fakeredis.jedis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fakeredis.FakeServer;
import io.fakeredis.server.TcpFakeServer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.commons.pool2.impl.GenericObjectPoolConfig;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.JedisClientConfig;
import redis.clients.jedis.JedisPool;
import redis.clients.jedis.RedisProtocol;
import redis.clients.jedis.exceptions.JedisConnectionException;

/** How clients in process are had, and which of them share a server. */
@SuppressWarnings("deprecation") // of JedisPool, in Jedis 8
class ClientsTest {
  private static final JedisClientConfig RESP3 =
      DefaultJedisClientConfig.builder().protocol(RedisProtocol.RESP3).build();

  @AutoClose private final FakeServer server = FakeServer.create();

  @AfterEach
  void forget() {
    FakeServer.forgetShared();
  }

  /** A run for another line of Jedis has to be one. */
  @Test
  void theLineOfJedisIsTheOneThatIsMeant() {
    try (FakeJedis jedis = new FakeJedis(server)) {
      assertThat(jedis.clientInfo())
          .contains("lib-name=jedis lib-ver=" + System.getProperty("expected.jedis", ""));
    }
  }

  @Test
  void aClientWithoutAServerHasOneOfItsOwn() {
    try (FakeJedis one = new FakeJedis();
        FakeJedis other = new FakeJedis();
        FakeUnifiedJedis unified = new FakeUnifiedJedis()) {
      one.set("key", "value");

      assertThat(other.get("key")).isNull();
      assertThat(unified.get("key")).isNull();
    }
  }

  @Test
  void clientsOfAServerShareIt() {
    try (FakeJedis one = new FakeJedis(server);
        FakeUnifiedJedis unified = new FakeUnifiedJedis(server, RESP3);
        JedisPool pool = new FakeJedisPool(server, RESP3, new GenericObjectPoolConfig<>());
        FakeJedis pooled = new FakeJedis(server)) {
      one.set("key", "value");

      assertThat(unified.get("key")).isEqualTo("value");
      assertThat(pooled.get("key")).isEqualTo("value");
      assertThat(pool.getResource().get("key")).isEqualTo("value");
    }
  }

  @Test
  void clientsOfAUrlShareItsServer() {
    try (FakeJedis first = FakeJedis.fromUrl("redis://shared.test:7000/1");
        FakeUnifiedJedis unified =
            FakeUnifiedJedis.fromUrl("redis://shared.test:7000/1?protocol=3");
        FakeJedisPool pool = FakeJedisPool.fromUrl("rediss://shared.test:7000/0");
        FakeJedis other = FakeJedis.fromUrl("redis://shared.test:7001/1")) {
      first.set("key", "value");

      assertThat(unified.get("key")).isEqualTo("value");
      assertThat(pool.getResource().get("key")).isNull();
      assertThat(other.get("key")).isNull();
    }
  }

  @Test
  void theUrlsPasswordIsAskedFor() {
    try (FakeJedis known = FakeJedis.fromUrl("redis://:secret@shared.test");
        FakeJedis stranger = new FakeJedis(FakeServer.shared("redis://shared.test"))) {
      assertThat(known.ping()).isEqualTo("PONG");
      assertThatThrownBy(() -> stranger.get("key")).hasMessage("NOAUTH Authentication required.");
    }
  }

  @Test
  void theUrlsUserLogsIn() {
    try (FakeJedis known = FakeJedis.fromUrl("redis://alice:secret@shared.test")) {
      assertThat(known.aclWhoAmI()).isEqualTo("alice");
      assertThat(known.set("key", "value")).isEqualTo("OK");
    }
  }

  @Test
  void noThreadIsLeftBehind() throws Exception {
    TcpFakeServer door = TcpFakeServer.start();
    try (FakeJedis jedis = new FakeJedis(door.server());
        FakeJedis blocked = new FakeJedis(door.server())) {
      var popped = CompletableFuture.supplyAsync(() -> blocked.blpop(60, "queue"));
      Site.awaitBlocked(jedis, 1);
      door.close();

      assertThatThrownBy(() -> popped.get(5, TimeUnit.SECONDS))
          .hasCauseInstanceOf(JedisConnectionException.class);
    }
    Site.await(() -> ofTheFake() == 0);
  }

  private static long ofTheFake() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith("fakeredis"))
        .count();
  }
}
