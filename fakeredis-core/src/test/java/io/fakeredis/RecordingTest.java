package io.fakeredis;

import static org.assertj.core.api.Assertions.assertThat;

import io.fakeredis.api.Reply;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RecordingTest {
  private final ManualClock clock = new ManualClock(Instant.ofEpochSecond(1000));
  private final FakeServer server = FakeServer.builder().clock(clock).build();
  private final RespClient client = new RespClient(server);

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void callsAreThereWithTheirReplies() {
    try (Recording recording = server.record()) {
      client.call("CLIENT SETNAME loader");
      client.call("SELECT 3");
      client.call("SET k v");
      client.call("GTE k");
      RecordedCall set = recording.calls("set").get(0);
      assertThat(set.call().clientName()).isEqualTo("loader");
      assertThat(set.call().database()).isEqualTo(3);
      assertThat(set.reply()).isEqualTo(Reply.OK);
      assertThat(set.time()).isEqualTo(Instant.ofEpochSecond(1000));
      assertThat(recording.calls())
          .extracting(RecordedCall::toString)
          .containsExactly("CLIENT SETNAME loader", "SELECT 3", "SET k v", "GTE k");
      assertThat(recording.calls("GTE"))
          .extracting(RecordedCall::reply)
          .hasOnlyElementsOfType(Reply.Error.class);
    }
  }

  @Test
  void callsThatAFaultStrikesAreThereIfTheyAreAnswered() {
    server.inject(Fault.error("ERR no").on("GET"));
    server.inject(Fault.disconnect().on("DEL"));
    Recording recording = server.record();
    client.call("GET k");
    client.call("DEL k");
    assertThat(recording.calls())
        .extracting(RecordedCall::reply)
        .containsExactly(Reply.error("ERR no"));
  }

  @Test
  void blockingCallsAreThereOnceTheyAreAnswered() {
    Recording recording = server.record();
    client.call("BLPOP q 5");
    assertThat(server.blockedClients()).isOne();
    assertThat(recording.calls()).isEmpty();
    clock.advance(Duration.ofSeconds(5));
    assertThat(server.blockedClients()).isZero();
    assertThat(recording.calls("BLPOP"))
        .extracting(RecordedCall::reply)
        .containsExactly(Reply.NULL_ARRAY);
  }

  @Test
  void neitherScriptsNorTheTestItselfAreRecorded() {
    Recording recording = server.record();
    server.call("SET", "k", "v");
    client.call("EVAL \"return redis.call('GET','k')\" 0");
    assertThat(recording.calls()).hasSize(1);
    assertThat(recording.calls("EVAL")).hasSize(1);
  }

  @Test
  void nothingIsRecordedAfterTheEnd() {
    Recording recording = server.record();
    client.call("PING");
    recording.clear();
    client.call("ECHO a");
    recording.close();
    client.call("ECHO b");
    assertThat(recording.calls()).extracting(RecordedCall::toString).containsExactly("ECHO a");
  }
}
