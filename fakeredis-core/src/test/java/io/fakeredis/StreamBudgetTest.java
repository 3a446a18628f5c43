package io.fakeredis;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** MAXCOUNT and MAXSIZE of XREAD and XREADGROUP, which no recorded server has. */
class StreamBudgetTest {
  private final FakeServer server =
      FakeServer.builder().profile("redis:8.10").clock(ManualClock.startingNow()).build();

  @BeforeEach
  void fill() {
    for (String key : new String[] {"a", "b"}) {
      for (String id : new String[] {"1-0", "2-0", "3-0"}) {
        server.call("XADD", key, id, "f", "v");
      }
      server.call("XGROUP", "CREATE", key, "g", "0");
    }
  }

  @AfterEach
  void close() {
    server.close();
  }

  private void assertCall(String words, String reply) {
    assertThat(Replies.text(server.call(words.split(" ", -1)))).as(words).isEqualTo(reply);
  }

  @Test
  void countsTheEntriesOfAllStreams() {
    assertCall(
        "XREAD COUNT 2 MAXCOUNT 3 STREAMS a b 0 0",
        "[[a [[1-0 [f v]] [2-0 [f v]]]] [b [[1-0 [f v]]]]]");
    assertCall("XREAD MAXCOUNT 1 STREAMS a b 0 0", "[[a [[1-0 [f v]]]]]");
    assertCall("XREAD MAXCOUNT 2 STREAMS none b 0 2", "[[b [[3-0 [f v]]]]]");
  }

  @Test
  void countsTheBytesOfAllStreamsButForTheFirstEntry() {
    assertCall("XREAD MAXSIZE 1 STREAMS a b 0 0", "[[a [[1-0 [f v]]]]]");
    assertCall("XREAD MAXSIZE 70 STREAMS a b 2 0", "[[a [[3-0 [f v]]]] [b [[1-0 [f v]]]]]");
  }

  @Test
  void deliversOnlyWhatItTells() {
    assertCall(
        "XREADGROUP GROUP g c MAXCOUNT 4 STREAMS a b > >",
        "[[a [[1-0 [f v]] [2-0 [f v]] [3-0 [f v]]]] [b [[1-0 [f v]]]]]");
    assertCall(
        "XREADGROUP GROUP g c MAXCOUNT 2 STREAMS a b 1 0", "[[a [[2-0 [f v]] [3-0 [f v]]]]]");
    assertCall("XREADGROUP GROUP g c STREAMS b >", "[[b [[2-0 [f v]] [3-0 [f v]]]]]");
    assertCall(
        "XREADGROUP GROUP g d MAXCOUNT 2 CLAIM 0 STREAMS a b > >",
        "[[a [[1-0 [f v] 0 1] [2-0 [f v] 0 2]]]]");
  }

  @Test
  void refusesOddLimits() {
    assertCall("XREAD MAXCOUNT x STREAMS a 0", "ERR value is not an integer or out of range");
    assertCall("XREAD MAXCOUNT 0 STREAMS a 0", "ERR MAXCOUNT must be greater than 0");
    assertCall(
        "XREAD COUNT 3 MAXCOUNT 2 STREAMS a 0",
        "ERR MAXCOUNT must be greater than or equal to COUNT");
  }

  @Test
  void isUnknownToOlderServers() {
    try (FakeServer older = FakeServer.builder().profile("redis:8.8").build()) {
      assertThat(Replies.text(older.call("XREAD", "MAXCOUNT", "1", "STREAMS", "a", "0")))
          .isEqualTo("ERR syntax error");
    }
  }
}
