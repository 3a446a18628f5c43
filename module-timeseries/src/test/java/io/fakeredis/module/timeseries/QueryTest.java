package io.fakeredis.module.timeseries;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.fakeredis.Connection;
import io.fakeredis.FakeServer;
import io.fakeredis.api.Bytes;
import io.fakeredis.api.Reply;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QueryTest {
  private static final int SEED = 31;

  private final FakeServer server = FakeServer.builder().profile("redis:8.10").build();

  @AfterEach
  void close() {
    server.close();
  }

  private Set<String> find(String... filters) {
    String[] words = new String[filters.length + 1];
    words[0] = "TS.QUERYINDEX";
    System.arraycopy(filters, 0, words, 1, filters.length);
    Set<String> keys = new TreeSet<>();
    if (server.call(words) instanceof Reply.Set set) {
      set.items().forEach(key -> keys.add(((Reply.Bulk) key).value().latin()));
    }
    return keys;
  }

  @ParameterizedTest
  @ValueSource(strings = {"DEL", "UNLINK"})
  void keysThatAreGoneAreNotFound(String command) {
    server.call("TS.CREATE", "k", "LABELS", "a", "b");
    assertThat(find("a=b")).containsExactly("k");
    server.call(command, "k");
    assertThat(find("a=b")).isEmpty();
  }

  @Test
  void keysThatExpireAreNotFound() {
    server.call("TS.CREATE", "k", "LABELS", "a", "b");
    server.call("PEXPIREAT", "k", "1");
    assertThat(find("a=b")).isEmpty();
  }

  @Test
  void copiesRestoredOnesAndSnapshotsAreFound() {
    server.call("TS.CREATE", "k", "LABELS", "a", "b");
    server.call("COPY", "k", "j");
    Bytes payload = ((Reply.Bulk) server.call("DUMP", "k")).value();
    server.call(Bytes.of("RESTORE"), Bytes.of("i"), Bytes.of("0"), payload);
    assertThat(find("a=b")).containsExactly("i", "j", "k");
    var snapshot = server.snapshot();
    server.call("FLUSHALL");
    assertThat(find("a=b")).isEmpty();
    server.restore(snapshot);
    assertThat(find("a=b")).containsExactly("i", "j", "k");
  }

  /** The index says what a look at the labels of all series says. */
  @Test
  void findsWhatALookAtAllLabelsFinds() {
    SplittableRandom random = new SplittableRandom(SEED);
    TreeMap<String, String> rooms = new TreeMap<>();
    for (int i = 0; i < 400; i++) {
      String key = "k" + random.nextInt(30);
      String room = Integer.toString(random.nextInt(4));
      switch (random.nextInt(4)) {
        case 0 -> {
          server.call("DEL", key);
          rooms.remove(key);
        }
        case 1 -> {
          server.call("SET", key, "x");
          server.call("DEL", key);
          rooms.remove(key);
        }
        default -> {
          String command = rooms.containsKey(key) ? "TS.ALTER" : "TS.CREATE";
          server.call(command, key, "LABELS", "all", "yes", "room", room);
          rooms.put(key, room);
        }
      }
      assertThat(find("room=" + room)).isEqualTo(matching(rooms, List.of(room)));
      assertThat(find("room=(" + room + ",0)")).isEqualTo(matching(rooms, List.of(room, "0")));
      Set<String> others = new TreeSet<>(rooms.keySet());
      others.removeAll(matching(rooms, List.of(room)));
      assertThat(find("all=yes", "room!=" + room)).isEqualTo(others);
    }
  }

  private static Set<String> matching(TreeMap<String, String> rooms, List<String> values) {
    Set<String> keys = new TreeSet<>();
    rooms.forEach(
        (key, room) -> {
          if (values.contains(room)) {
            keys.add(key);
          }
        });
    return keys;
  }

  @Test
  void whatTheUserMayNotReadIsRefused() {
    server.call("TS.CREATE", "open:1", "LABELS", "a", "b");
    server.call("TS.CREATE", "closed:1", "LABELS", "a", "b", "c", "d");
    server.call("ACL", "SETUSER", "u", "on", "nopass", "+@all", "~open:*");
    String refusal =
        "-NOPERM TSDB: current user doesn't have read permission to one or more keys that match"
            + " the specified filter\r\n";
    try (Connection client = server.connect(() -> {})) {
      ask(client, "AUTH u x");
      assertThat(ask(client, "TS.MGET FILTER a=b")).isEqualTo(refusal);
      assertThat(ask(client, "TS.MRANGE - + FILTER a=b")).isEqualTo(refusal);
      assertThat(ask(client, "TS.QUERYLABELS LABELS")).isEqualTo("*1\r\n$1\r\na\r\n");
    }
  }

  private static String ask(Connection client, String command) {
    byte[] line = (command + "\r\n").getBytes(ISO_8859_1);
    client.receive(line, 0, line.length);
    return output(client);
  }

  private static String output(Connection client) {
    StringBuilder output = new StringBuilder();
    client.drainTo((bytes, length) -> output.append(new String(bytes, 0, length, ISO_8859_1)));
    return output.toString();
  }

  /** The figures of real modules: 1.10, 1.12 and the one of 8.2. */
  @ParameterizedTest
  @CsvSource({"redis:7.2, 4960, 1684", "redis:7.4, 4237, 312", "redis:8.2, 4992, 1716"})
  void theMemoryIsThatOfTheModule(String profile, long labels, long chunks) {
    try (FakeServer other = FakeServer.builder().profile(profile).build()) {
      other.call("TS.CREATE", "k", "LABELS", "name", "living room", "a", "1");
      assertThat(memory(other, "k")).isEqualTo(labels);
      other.call("TS.CREATE", "j", "ENCODING", "UNCOMPRESSED", "CHUNK_SIZE", "64");
      for (int i = 10; i >= 0; i--) {
        other.call("TS.ADD", "j", Integer.toString(10 - i), "1");
      }
      assertThat(memory(other, "j")).isEqualTo(chunks - 16);
    }
  }

  private static long memory(FakeServer server, String key) {
    List<Reply> fields = ((Reply.Map) server.call("TS.INFO", key)).keysAndValues();
    return ((Reply.Int) fields.get(3)).value();
  }

  @Test
  void readingWaitsForEnoughSamples() {
    server.call("TS.ADD", "k", "1", "1");
    try (Connection client = server.connect(() -> {})) {
      assertThat(ask(client, "TS.READ k $ BLOCK 0 2")).isEmpty();
      server.call("TS.ADD", "k", "2", "1");
      assertThat(output(client)).isEmpty();
      server.call("TS.ADD", "k", "3", "1");
      assertThat(output(client)).isEqualTo("*2\r\n*2\r\n:2\r\n+1\r\n*2\r\n:3\r\n+1\r\n");
      assertThat(ask(client, "TS.READ k $ BLOCK 0 1")).isEmpty();
      server.call("DEL", "k");
      assertThat(output(client)).isEqualTo("*0\r\n");
    }
  }
}
