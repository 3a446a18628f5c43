package io.fakeredis;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Fields that expire while nobody looks at them. */
class FieldExpiryTest {
  private final ManualClock clock = new ManualClock(Instant.ofEpochMilli(1000));
  private final FakeServer server = FakeServer.builder().profile("redis:7.4").clock(clock).build();
  private final RespClient listener = new RespClient(server);

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void aFieldThatIsToExpireAtATimeThatWasCalledOffBefore() {
    server.call("CONFIG", "SET", "notify-keyspace-events", "Eh");
    listener.call("SUBSCRIBE __keyevent@0__:hexpired");
    server.call("HSET", "h", "f", "v", "other", "v");
    server.call("HPEXPIREAT", "h", "5000", "FIELDS", "1", "f");
    server.call("HPERSIST", "h", "FIELDS", "1", "f");
    server.call("PING"); // the server sees that nothing is to expire any more
    server.call("HPEXPIREAT", "h", "5000", "FIELDS", "1", "f");
    listener.output();
    clock.advance(Duration.ofSeconds(10));
    assertThat(listener.output()).contains("__keyevent@0__:hexpired");
  }
}
