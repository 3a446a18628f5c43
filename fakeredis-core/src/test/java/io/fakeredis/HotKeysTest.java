package io.fakeredis;

import static org.assertj.core.api.Assertions.assertThat;

import io.fakeredis.api.Reply;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** HOTKEYS: figures as Redis 8.6.3 gave them for the same calls. */
class HotKeysTest {
  private final ManualClock clock = ManualClock.startingNow();
  private final FakeServer server = FakeServer.builder().profile("redis:8.6").clock(clock).build();

  @AfterEach
  void close() {
    server.close();
  }

  private String top() {
    String report = server.call("HOTKEYS", "GET").toString();
    return report
        .substring(report.indexOf("by-net-bytes"))
        .replaceAll("(Bulk|Int)\\[value=(\\w+)]", "$2");
  }

  @Test
  void bytesAreSharedByTheKeysOfACall() {
    server.call("HOTKEYS", "START", "METRICS", "1", "NET");
    server.call("SET", "a", "1");
    server.call("COPY", "a", "b");
    assertThat(top()).contains("a, 48, b, 16");
  }

  @Test
  void showsAsManyKeysAsWanted() {
    server.call("HOTKEYS", "START", "METRICS", "1", "NET", "COUNT", "1");
    server.call("SET", "a", "1");
    server.call("SET", "b", "12345");
    assertThat(top()).contains("b, 36").doesNotContain("a, 32");
  }

  @Test
  void aQueuedCallAnswersForExecAndWhatCameBefore() {
    server.call("HOTKEYS", "START", "METRICS", "1", "NET");
    server.call("MULTI");
    server.call("PING");
    server.call("INCR", "a");
    server.call("EXEC");
    assertThat(top()).contains("a, 29");
  }

  @Test
  void endsByItselfWhenItsTimeIsUp() {
    server.call("HOTKEYS", "START", "METRICS", "2", "CPU", "NET", "DURATION", "2");
    assertThat(server.call("INFO", "hotkeys").toString()).contains("hotkeys-tracking-active:1");
    clock.advance(Duration.ofSeconds(5));
    assertThat(server.call("INFO", "hotkeys").toString()).contains("hotkeys-tracking-active:0");
    server.call("SET", "a", "1");
    assertThat(top()).doesNotContain("a,");
    assertThat(server.call("HOTKEYS", "STOP")).isEqualTo(Reply.NULL);
    assertThat(server.call("HOTKEYS", "RESET")).isEqualTo(Reply.OK);
    assertThat(server.call("HOTKEYS", "GET")).isEqualTo(Reply.NULL);
  }
}
