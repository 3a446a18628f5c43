package io.fakeredis;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Events that tell of fields, since Redis 8.8, which no recorded server has. */
class SubkeyNotificationsTest {
  private final ManualClock clock = ManualClock.startingNow();
  private final FakeServer server = FakeServer.builder().profile("redis:8.10").clock(clock).build();
  private final RespClient listener = new RespClient(server);

  @AfterEach
  void close() {
    server.close();
  }

  private void listen(String classes) {
    server.call("CONFIG", "SET", "notify-keyspace-events", classes);
    listener.call("PSUBSCRIBE __*");
  }

  /** What the command makes the listener hear: channels and messages in turn. */
  private List<String> heardOf(String command) {
    server.call(command.split(" "));
    return heard();
  }

  private List<String> heard() {
    List<String> bulks = new ArrayList<>();
    String output = listener.output();
    for (int at = output.indexOf('$'); at >= 0; at = output.indexOf('$', at)) {
      int end = output.indexOf("\r\n", at);
      int start = end + 2;
      at = start + Integer.parseInt(output.substring(at + 1, end));
      bulks.add(output.substring(start, at));
    }
    List<String> told = new ArrayList<>();
    for (int i = 0; i < bulks.size(); i += 4) {
      told.addAll(bulks.subList(i + 2, i + 4));
    }
    return told;
  }

  @Test
  void tellsOnFourKindsOfChannels() {
    listen("hSTIV");
    assertThat(heardOf("HSET h age 1 name 2"))
        .containsExactly(
            "__subkeyspace@0__:h", "hset|3:age,4:name",
            "__subkeyevent@0__:hset", "1:h|3:age,4:name",
            "__subkeyspaceitem@0__:h\nage", "hset",
            "__subkeyspaceitem@0__:h\nname", "hset",
            "__subkeyspaceevent@0__:hset|h", "3:age,4:name");
  }

  @Test
  void tellsOfNothingWithoutTheClassOfTheEvent() {
    listen("KES$");
    assertThat(heardOf("HSET h f v")).isEmpty();
    assertThat(heardOf("SET s v"))
        .containsExactly("__keyspace@0__:s", "set", "__keyevent@0__:set", "s");
  }

  @Test
  void tellsAfterTheOldChannelsAndOnlyOfFieldsThatChanged() {
    listen("KghS");
    assertThat(heardOf("HSET h a 1 b 2 c 3"))
        .containsExactly("__keyspace@0__:h", "hset", "__subkeyspace@0__:h", "hset|1:a,1:b,1:c");
    assertThat(heardOf("HDEL h x b b"))
        .containsExactly("__keyspace@0__:h", "hdel", "__subkeyspace@0__:h", "hdel|1:b");
    assertThat(heardOf("HEXPIRE h 100 FIELDS 3 x a c"))
        .containsExactly("__keyspace@0__:h", "hexpire", "__subkeyspace@0__:h", "hexpire|1:a,1:c");
    assertThat(heardOf("HPERSIST h FIELDS 2 c x"))
        .containsExactly("__keyspace@0__:h", "hpersist", "__subkeyspace@0__:h", "hpersist|1:c");
    assertThat(heardOf("HGETDEL h FIELDS 2 a c"))
        .containsExactly(
            "__keyspace@0__:h",
            "hdel",
            "__subkeyspace@0__:h",
            "hdel|1:a,1:c",
            "__keyspace@0__:h",
            "del");
  }

  @Test
  void tellsOfEverythingThatACommandDoesToFields() {
    listen("hS");
    assertThat(heardOf("HSETNX h a 1")).containsExactly("__subkeyspace@0__:h", "hset|1:a");
    assertThat(heardOf("HINCRBY h a 1")).containsExactly("__subkeyspace@0__:h", "hincrby|1:a");
    assertThat(heardOf("HSETEX h EX 10 FIELDS 1 b 2"))
        .containsExactly("__subkeyspace@0__:h", "hset|1:b", "__subkeyspace@0__:h", "hexpire|1:b");
    assertThat(heardOf("HGETEX h PERSIST FIELDS 2 a b"))
        .containsExactly("__subkeyspace@0__:h", "hpersist|1:b");
  }

  @Test
  void tellsOfExpiredFields() {
    listen("hS");
    heardOf("HSETEX h PX 20 FIELDS 1 b 2");
    heardOf("HSETEX h PX 10 FIELDS 1 a 1");
    heardOf("HSET h c 3");
    clock.advance(Duration.ofMillis(500));
    server.call("PING");
    assertThat(heard()).containsExactly("__subkeyspace@0__:h", "hexpired|1:a,1:b");
  }

  @Test
  void keepsSilentWhereTheNameHoldsTheDelimiter() {
    listen("hI");
    server.call("HSET", "a\nb", "f", "v");
    assertThat(heard()).isEmpty();
  }

  @Test
  void showsItsClassesLast() {
    server.call("CONFIG", "SET", "notify-keyspace-events", "VITSAKE");
    assertThat(Replies.text(server.call("CONFIG", "GET", "notify-keyspace-events")))
        .isEqualTo("notify-keyspace-events AKESTIV");
  }

  @Test
  void tellsOfImportedFieldsInTheirOrder() {
    listen("hS");
    // A script, because fieldsets belong to connections.
    server.call(
        "EVAL",
        "redis.call('HIMPORT', 'PREPARE', 'f', 'long', 'b', 'a')"
            + " return redis.call('HIMPORT', 'SET', 'h', 'f', '1', '2', '3')",
        "0");
    assertThat(heard()).containsExactly("__subkeyspace@0__:h", "hset|1:a,1:b,4:long");
  }
}
