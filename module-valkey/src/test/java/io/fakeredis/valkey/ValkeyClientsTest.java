package io.fakeredis.valkey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fakeredis.FakeServer;
import io.fakeredis.server.TcpFakeServer;
import io.valkey.DefaultJedisClientConfig;
import io.valkey.HostAndPort;
import io.valkey.Jedis;
import io.valkey.JedisClientConfig;
import io.valkey.JedisPool;
import io.valkey.JedisPubSub;
import io.valkey.RedisProtocol;
import io.valkey.Transaction;
import io.valkey.UnifiedJedis;
import io.valkey.exceptions.JedisConnectionException;
import io.valkey.exceptions.JedisDataException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.commons.pool2.impl.GenericObjectPoolConfig;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.CsvSource;

/** valkey-java in process, and over TCP. */
@ParameterizedClass
@CsvSource({"false, RESP2", "false, RESP3", "true, RESP2", "true, RESP3"})
class ValkeyClientsTest {
  @AutoClose private final FakeServer server = FakeServer.builder().profile("valkey:8.1").build();

  @AutoClose private final TcpFakeServer door = TcpFakeServer.start(server);

  @Parameter(0)
  private boolean overTcp;

  @Parameter(1)
  private RedisProtocol protocol = RedisProtocol.RESP2;

  private JedisClientConfig config() {
    return DefaultJedisClientConfig.builder().protocol(protocol).build();
  }

  private HostAndPort address() {
    return new HostAndPort(door.host(), door.port());
  }

  private Jedis client() {
    return overTcp ? new Jedis(address(), config()) : new FakeValkey(server, config());
  }

  private UnifiedJedis unified() {
    return overTcp
        ? new UnifiedJedis(address(), config())
        : new FakeUnifiedValkey(server, config());
  }

  private JedisPool pool() {
    return overTcp
        ? new JedisPool(new GenericObjectPoolConfig<>(), address(), config())
        : new FakeValkeyPool(server, config(), new GenericObjectPoolConfig<>());
  }

  @AfterEach
  void forget() {
    FakeServer.forgetShared();
  }

  @Test
  void commands() {
    try (Jedis client = client()) {
      client.hset("hash", Map.of("field", "value"));

      assertThat(client.hgetAll("hash")).isEqualTo(Map.of("field", "value"));
      assertThat(client.info("server")).contains("valkey_version:");
      assertThatThrownBy(() -> client.lpush("hash", "x"))
          .isInstanceOf(JedisDataException.class)
          .hasMessageStartingWith("WRONGTYPE");
    }
  }

  @Test
  void pipelinesAndTransactions() {
    try (Jedis client = client();
        Jedis other = client()) {
      var pipeline = client.pipelined();
      pipeline.set("key", "1");
      pipeline.incr("key");
      assertThat(pipeline.syncAndReturnAll()).containsExactly("OK", 2L);

      client.watch("key");
      Transaction transaction = client.multi();
      transaction.incr("key");
      other.set("key", "theirs");
      assertThat(transaction.exec()).isNull();
    }
  }

  @Test
  void blockingCalls() throws Exception {
    try (Jedis client = client();
        Jedis other = client()) {
      CompletableFuture<List<String>> popped =
          CompletableFuture.supplyAsync(() -> client.blpop(5, "queue"));
      while (!other.info("clients").contains("blocked_clients:1")) {
        Thread.sleep(1);
      }
      other.rpush("queue", "job");

      assertThat(popped.get(5, TimeUnit.SECONDS)).containsExactly("queue", "job");
    }
  }

  @Test
  void pubSub() throws Exception {
    BlockingQueue<String> heard = new LinkedBlockingQueue<>();
    JedisPubSub listener =
        new JedisPubSub() {
          @Override
          public void onSubscribe(String channel, int subscribed) {
            heard.add("subscribed");
          }

          @Override
          public void onMessage(String channel, String message) {
            heard.add(message);
          }
        };
    try (Jedis client = client();
        Jedis other = client()) {
      var over = CompletableFuture.runAsync(() -> client.subscribe(listener, "channel"));
      assertThat(heard.poll(5, TimeUnit.SECONDS)).isEqualTo("subscribed");
      assertThat(other.publish("channel", "hello")).isEqualTo(1);
      assertThat(heard.poll(5, TimeUnit.SECONDS)).isEqualTo("hello");
      listener.unsubscribe();
      over.get(5, TimeUnit.SECONDS);
    }
  }

  @Test
  void aServerThatGoesDownAndComesBack() {
    try (UnifiedJedis unified = unified();
        JedisPool pool = pool()) {
      unified.set("key", "value");
      pool.getResource().close();
      server.disconnect();
      assertThatThrownBy(() -> unified.get("key")).isInstanceOf(JedisConnectionException.class);
      assertThatThrownBy(() -> unified.get("key")).isInstanceOf(JedisConnectionException.class);
      assertThatThrownBy(this::client).isInstanceOf(JedisConnectionException.class);
      server.reconnect();

      assertThat(unified.get("key")).isEqualTo("value");
    }
  }

  @Test
  void clientsOfAUrlShareItsServer() {
    try (FakeValkey one = FakeValkey.fromUrl("valkey://shared.test/1?protocol=3");
        FakeValkeyPooled pooled = FakeValkeyPooled.fromUrl("valkey://shared.test/1");
        FakeValkey isolated = new FakeValkey()) {
      one.set("key", "value");

      assertThat(pooled.get("key")).isEqualTo("value");
      assertThat(isolated.get("key")).isNull();
    }
  }
}
