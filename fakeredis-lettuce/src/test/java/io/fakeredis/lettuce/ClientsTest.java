package io.fakeredis.lettuce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fakeredis.FakeServer;
import io.lettuce.core.LettuceVersion;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** How clients in process are had, which of them share a server, and what is left of them. */
@Isolated("counts threads")
class ClientsTest {
  private static final Pattern OF_CLIENTS =
      Pattern.compile("fakeredis|lettuce|netty|event(Loop|Executor)", Pattern.CASE_INSENSITIVE);

  @AfterEach
  void forget() {
    FakeServer.forgetShared();
  }

  /** A run for another line of Lettuce has to be one. */
  @Test
  void theLineOfLettuceIsTheOneThatIsMeant() {
    String expected = System.getProperty("expected.lettuce", LettuceVersion.getVersion());

    assertThat(LettuceVersion.getVersion()).startsWith(expected);
  }

  @Test
  void aClientWithoutAServerHasOneOfItsOwn() {
    try (FakeRedisClient one = FakeRedisClient.create();
        FakeRedisClient other = FakeRedisClient.create()) {
      one.connect().sync().set("key", "value");

      assertThat(other.connect().sync().get("key")).isNull();
      assertThat(one.server()).isNotSameAs(other.server());
    }
  }

  @Test
  void clientsOfAUrlShareItsServer() {
    try (FakeRedisClient first = FakeRedisClient.fromUrl("redis://shared.test:7000/1");
        FakeRedisClient second = FakeRedisClient.fromUrl("rediss://shared.test:7000/1?protocol=2");
        FakeRedisClient third = FakeRedisClient.fromUrl("redis://shared.test:7001/1")) {
      first.connect().sync().set("key", "value");

      assertThat(second.connect().sync().get("key")).isEqualTo("value");
      assertThat(third.connect().sync().get("key")).isNull();
    }
  }

  @Test
  void theUrlsPasswordIsAskedFor() {
    try (FakeRedisClient known = FakeRedisClient.fromUrl("redis://:secret@shared.test");
        FakeRedisClient stranger = FakeRedisClient.fromUrl("redis://shared.test")) {
      assertThat(known.connect().sync().ping()).isEqualTo("PONG");
      assertThatThrownBy(() -> stranger.connect().sync().get("key"))
          .hasStackTraceContaining("NOAUTH");
    }
  }

  @Test
  void aUnixSocketIsAnAddressToo() {
    try (FakeRedisClient first = FakeRedisClient.fromUrl("unix:///run/redis.sock?db=2");
        FakeRedisClient second =
            FakeRedisClient.fromUrl("redis-socket:///run/redis.sock?database=2")) {
      first.connect().sync().set("key", "value");

      assertThat(second.connect().sync().get("key")).isEqualTo("value");
    }
  }

  @Test
  void noThreadIsLeftBehind() throws InterruptedException {
    Set<String> before = threads();
    for (int i = 0; i < 3; i++) {
      try (FakeServer server = FakeServer.create();
          FakeRedisClient client = FakeRedisClient.create(server)) {
        client.connect().sync().set("key", "value");
        client.connect().async().blpop(0, "queue");
        client.connectPubSub().sync().subscribe("channel");
        server.disconnect();
      }
    }
    // Netty's own executor for everybody stays for a second
    for (int i = 0; i < 1000 && !left(before).isEmpty(); i++) {
      Thread.sleep(10);
    }

    assertThat(left(before)).isEmpty();
  }

  private static List<String> left(Set<String> before) {
    return threads().stream().filter(name -> !before.contains(name)).toList();
  }

  /** Those of the fake, of Lettuce and of Netty; the test framework has others. */
  private static Set<String> threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .map(thread -> thread.getName() + " " + thread.getId())
        .filter(name -> OF_CLIENTS.matcher(name).find())
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
