package io.fakeredis;

import static org.assertj.core.api.Assertions.assertThat;

import io.fakeredis.api.Reply;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EvictionTest {
  private static final String OOM = "OOM command not allowed when used memory > 'maxmemory'.";
  private static final String VALUE = "v".repeat(10_000);

  private final ManualClock clock = ManualClock.startingNow();
  private final FakeServer server =
      FakeServer.builder().profile("redis:8.6").clock(clock).seed(1).build();

  @AfterEach
  void close() {
    server.close();
  }

  private long number(String... words) {
    return ((Reply.Int) server.call(words)).value();
  }

  private Map<String, String> info(String section) {
    Map<String, String> fields = new TreeMap<>();
    for (String line : text(server.call("INFO", section)).split("\r\n", -1)) {
      int colon = line.indexOf(':');
      if (colon > 0) {
        fields.put(line.substring(0, colon), line.substring(colon + 1));
      }
    }
    return fields;
  }

  private static String text(Reply reply) {
    return reply instanceof Reply.Verbatim verbatim
        ? verbatim.text().latin()
        : ((Reply.Bulk) reply).value().latin();
  }

  private long usedMemory() {
    return Long.parseLong(info("memory").get("used_memory"));
  }

  /** Room for so many keys of this test. */
  private void limit(String policy, int keys) {
    server.call("SET", "probe", VALUE);
    long withOne = usedMemory();
    server.call("DEL", "probe");
    long withNone = usedMemory();
    server.call("CONFIG", "SET", "maxmemory-policy", policy);
    String limit = Long.toString(withNone + (withOne - withNone) * keys + 200);
    server.call("CONFIG", "SET", "maxmemory", limit);
  }

  @ParameterizedTest
  @ValueSource(strings = {"allkeys-lru", "allkeys-lfu", "allkeys-random", "allkeys-lrm"})
  void allKeysMayGo(String policy) {
    limit(policy, 5);
    for (int i = 0; i < 100; i++) {
      assertThat(server.call("SET", "k" + i, VALUE)).isEqualTo(Reply.OK);
    }
    server.call("PING");
    assertThat(number("DBSIZE")).isBetween(4L, 5L);
    assertThat(info("stats")).containsEntry("evicted_keys", Long.toString(100 - number("DBSIZE")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"volatile-lru", "volatile-lfu", "volatile-random", "volatile-ttl", "volatile-lrm"})
  void keysWithoutTimeToLiveAreSafe(String policy) {
    limit(policy, 6);
    server.call("SET", "safe", VALUE);
    for (int i = 0; i < 50; i++) {
      assertThat(server.call("SET", "k" + i, VALUE, "EX", Integer.toString(1000 - i)))
          .isEqualTo(Reply.OK);
    }
    assertThat(number("EXISTS", "safe")).isOne();
    server.call("FLUSHALL");
    for (int i = 0; i < 7; i++) {
      server.call("SET", "k" + i, VALUE);
    }
    assertThat(server.call("SET", "another", VALUE)).isEqualTo(Reply.error(OOM));
  }

  @Test
  void whatWasUsedLongestAgoGoesFirst() {
    limit("allkeys-lru", 3);
    for (String key : new String[] {"a", "b", "c"}) {
      server.call("SET", key, VALUE);
      clock.advance(Duration.ofSeconds(5));
    }
    server.call("GET", "a");
    server.call("SET", "d", VALUE);
    server.call("PING");
    assertThat(number("EXISTS", "b")).isZero();
    assertThat(number("EXISTS", "a", "c", "d")).isEqualTo(3);
  }

  @Test
  void readingDoesNotKeepWhatHasToBeModified() {
    limit("allkeys-lrm", 3);
    for (String key : new String[] {"a", "b", "c"}) {
      server.call("SET", key, VALUE);
      clock.advance(Duration.ofSeconds(5));
    }
    server.call("GET", "a");
    server.call("APPEND", "b", "");
    server.call("SET", "d", VALUE);
    server.call("PING");
    assertThat(number("EXISTS", "a")).isZero();
  }

  @Test
  void whatIsUsedOftenStays() {
    server.call("CONFIG", "SET", "lfu-log-factor", "0");
    limit("allkeys-lfu", 3);
    for (String key : new String[] {"a", "b", "c"}) {
      server.call("SET", key, VALUE);
    }
    for (int i = 0; i < 10; i++) {
      server.call("MGET", "a", "c");
    }
    server.call("SET", "d", VALUE);
    server.call("PING");
    assertThat(number("EXISTS", "b")).isZero();
    assertThat(number("OBJECT", "FREQ", "a")).isEqualTo(15);
    clock.advance(Duration.ofMinutes(7));
    assertThat(number("OBJECT", "FREQ", "a")).isEqualTo(8);
  }

  @Test
  void whatExpiresSoonestGoesFirst() {
    limit("volatile-ttl", 3);
    server.call("SET", "late", VALUE, "EX", "300");
    server.call("SET", "soon", VALUE, "EX", "100");
    server.call("SET", "later", VALUE, "EX", "900");
    server.call("SET", "last", VALUE, "EX", "1000");
    server.call("PING");
    assertThat(number("EXISTS", "soon")).isZero();
    assertThat(number("EXISTS", "late", "later", "last")).isEqualTo(3);
  }

  @Test
  void nothingIsEvictedWithoutPolicy() {
    limit("noeviction", 2);
    server.call("SET", "a", VALUE);
    server.call("SET", "b", VALUE);
    server.call("SET", "c", VALUE);
    assertThat(server.call("SET", "d", "1")).isEqualTo(Reply.error(OOM));
    assertThat(number("DEL", "a", "b")).isEqualTo(2);
    assertThat(server.call("SET", "d", "1")).isEqualTo(Reply.OK);
  }

  @Test
  void usedMemoryFollowsTheData() {
    long empty = usedMemory();
    server.call("SET", "k", "v".repeat(1_000_000));
    assertThat(usedMemory() - empty).isBetween(1_000_000L, 1_300_000L);
    server.call("CONFIG", "SET", "maxmemory", "100mb");
    assertThat(usedMemory() - empty).isBetween(1_000_000L, 1_300_000L);
    server.call("RPUSH", "l", VALUE, VALUE);
    server.call("APPEND", "k", VALUE);
    server.call("DEL", "k");
    server.call("LPOP", "l");
    assertThat(usedMemory() - empty).isBetween(10_000L, 20_000L);
    server.call("FLUSHALL");
    assertThat(usedMemory()).isEqualTo(empty);
  }
}
