package io.fakeredis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fakeredis.api.Bytes;
import io.fakeredis.api.Reply;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SnapshotTest {
  private final ManualClock clock = new ManualClock(Instant.ofEpochSecond(1000));
  private final FakeServer server = FakeServer.builder().clock(clock).build();
  private final RespClient client = new RespClient(server);

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void whatWasThereIsThereAgain() {
    server.call("RPUSH", "list", "a", "b");
    server.call("SET", "soon", "gone", "EX", "10");
    Snapshot snapshot = server.snapshot();
    server.call("FLUSHALL");
    server.call("SET", "list", "of another type");
    server.call("SET", "more", "v");

    server.restore(snapshot);
    assertThat(server.keys())
        .containsExactly(
            new StoredKey(0, Bytes.of("list"), "list", "listpack", Optional.empty()),
            new StoredKey(
                0, Bytes.of("soon"), "string", "embstr", Optional.of(Instant.ofEpochSecond(1010))));
    clock.advance(Duration.ofSeconds(10));
    server.restore(snapshot);
    assertThat(server.keys()).hasSize(1);
  }

  @Test
  void otherServersCanHaveItToo() {
    server.call("SADD", "set", "1", "2");
    server.call(
        "FUNCTION",
        "LOAD",
        "#!lua name=l\nredis.register_function('one', function() return 1 end)");
    Snapshot snapshot = Snapshot.of(server.snapshot().toByteArray());
    try (FakeServer newer = FakeServer.builder().profile("redis:8.0").build()) {
      newer.restore(snapshot);
      assertThat(newer.call("SCARD", "set")).isEqualTo(Reply.integer(2));
      assertThat(newer.call("FCALL", "one", "0")).isEqualTo(Reply.ONE);
    }
  }

  @Test
  void watchedKeysCountAsChanged() {
    server.call("SET", "k", "v");
    Snapshot snapshot = server.snapshot();
    client.call("WATCH k");
    server.restore(snapshot);
    client.call("MULTI");
    client.call("PING");
    assertThat(client.call("EXEC")).isEqualTo("*-1\r\n");
  }

  @Test
  void whatCanNotBeReadChangesNothing() {
    server.call("SET", "k", "v");
    byte[] damaged = server.snapshot().toByteArray();
    damaged[damaged.length / 2] ^= 1;
    assertThatThrownBy(() -> server.restore(Snapshot.of(damaged)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("can't restore: ");
    assertThat(server.call("GET", "k")).isEqualTo(Reply.bulk("v"));
  }
}
