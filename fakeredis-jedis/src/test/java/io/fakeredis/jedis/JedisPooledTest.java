package io.fakeredis.jedis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.fakeredis.FakeServer;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.platform.commons.support.ReflectionSupport;
import redis.clients.jedis.exceptions.JedisConnectionException;

/** The client that Jedis had until 7. */
class JedisPooledTest {
  @AutoClose private final FakeServer server = FakeServer.create();

  @BeforeEach
  void onlyWhereItExists() {
    assumeTrue(
        ReflectionSupport.tryToLoadClass("redis.clients.jedis.JedisPooled")
            .toOptional()
            .isPresent(),
        "this Jedis has no JedisPooled");
  }

  @Test
  void hasAServerOfItsOwn() {
    try (FakeJedisPooled client = new FakeJedisPooled()) {
      assertThat(client.set("key", "value")).isEqualTo("OK");
    }
  }

  @Test
  void talksToTheServer() {
    server.call("SET", "key", "value");
    try (FakeJedisPooled client = new FakeJedisPooled(server)) {
      assertThat(client.get("key")).isEqualTo("value");
    }
  }

  @Test
  void outlivesAServerThatIsDown() {
    try (FakeJedisPooled client = new FakeJedisPooled(server)) {
      client.set("key", "value");
      server.disconnect();
      assertThatThrownBy(() -> client.get("key")).isInstanceOf(JedisConnectionException.class);
      server.reconnect();

      assertThat(client.get("key")).isEqualTo("value");
    }
  }
}
