package io.fakeredis.module.keydb;

import static org.assertj.core.api.Assertions.assertThat;

import io.fakeredis.FakeServer;
import io.fakeredis.ManualClock;
import io.fakeredis.api.Reply;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CronCommandsTest {
  private static final String INCR = "redis.call('incr', KEYS[1])";

  private final ManualClock clock = new ManualClock(Instant.ofEpochSecond(1_000_000));
  private final FakeServer server = FakeServer.builder().profile("keydb:6.3").clock(clock).build();

  @AfterEach
  void close() {
    server.close();
  }

  private void cron(String... words) {
    String[] call = new String[words.length + 1];
    call[0] = "KEYDB.CRON";
    System.arraycopy(words, 0, call, 1, words.length);
    assertThat(server.call(call)).isEqualTo(Reply.OK);
  }

  private void pass(long millis) {
    clock.advance(Duration.ofMillis(millis));
  }

  private void assertCount(String expected) {
    assertThat(server.call("GET", "count")).isEqualTo(Reply.bulk(expected));
  }

  @Test
  void runsOnceAndIsGone() {
    cron("job", "single", "500", INCR, "1", "count");
    assertThat(server.call("TYPE", "job")).isEqualTo(Reply.simple("cron"));
    assertThat(server.call("TTL", "job")).isEqualTo(Reply.integer(-1));
    pass(499);
    assertThat(server.call("GET", "count")).isEqualTo(Reply.NULL);
    pass(1);
    assertCount("1");
    assertThat(server.call("EXISTS", "job")).isEqualTo(Reply.ZERO);
  }

  @Test
  void runsAtOnceIfTheTimeHasPassed() {
    cron("job", "single", "0", "1", INCR, "1", "count");
    assertCount("1");
    assertThat(server.call("EXISTS", "job")).isEqualTo(Reply.ZERO);
  }

  @Test
  void repeatsInStepWithItsStart() {
    cron("job", "repeat", "999999900", "600", INCR, "1", "count");
    pass(499);
    assertThat(server.call("GET", "count")).isEqualTo(Reply.NULL);
    pass(1);
    assertCount("1");
    pass(1300); // one time of two is missed, the next is in step again
    assertCount("2");
    pass(499);
    assertCount("2");
    pass(1);
    assertCount("3");
  }

  @Test
  void repeatsFromNowOnWithoutAStart() {
    cron("job", "repeat", "0", "600", INCR, "1", "count");
    assertCount("1");
    pass(599);
    assertCount("1");
    pass(1);
    assertCount("2");
  }

  @Test
  void runsInTheDatabaseItWasMadeInWithItsArguments() {
    cron("job", "single", "10", "redis.call('set', KEYS[1], ARGV[1])", "1", "count", "7");
    pass(10);
    assertCount("7");
  }

  @Test
  void goesWithItsKey() {
    cron("deleted", "single", "10", INCR, "1", "count");
    server.call("DEL", "deleted");
    cron("overwritten", "single", "10", INCR, "1", "count");
    cron("overwritten", "single", "10", INCR, "1", "other");
    cron("renamed", "single", "10", INCR, "1", "other");
    server.call("RENAME", "renamed", "new");
    pass(10);
    assertThat(server.call("EXISTS", "count", "overwritten", "new")).isEqualTo(Reply.ZERO);
    assertThat(server.call("GET", "other")).isEqualTo(Reply.bulk("2"));
  }

  @Test
  void stopsWithTheServer() {
    cron("job", "repeat", "10", INCR, "1", "count");
    server.close();
    pass(1000);
  }

  @Test
  void refusesWhatTheRealServerRefuses() {
    assertError("ERR syntax error", "job", "twice", "10", INCR);
    assertError("ERR missing expire time", "job", "single", "soon", INCR);
    assertError("ERR interval must be positive", "job", "single", "0", "0", INCR);
    assertError(
        "ERR Missing arguments or numkeys is too big", "job", "single", "10", INCR, "2", "count");
    assertError(
        "ERR value is not an integer or out of range", "job", "single", "10", INCR, "x", "count");
  }

  private void assertError(String message, String name, String kind, String time, String... more) {
    String[] call = new String[more.length + 4];
    call[0] = "KEYDB.CRON";
    call[1] = name;
    call[2] = kind;
    call[3] = time;
    System.arraycopy(more, 0, call, 4, more.length);
    assertThat(server.call(call)).isEqualTo(Reply.error(message));
  }
}
