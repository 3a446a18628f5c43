package io.fakeredis.jedis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fakeredis.FakeServer;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.exceptions.JedisConnectionException;

/** The client that Jedis had until 7; the pom leaves this test out where Jedis 8 is tried. */
class JedisPooledTest {
  @AutoClose private final FakeServer server = FakeServer.create();

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
