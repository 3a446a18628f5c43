package io.fakeredis.module.valkey;

import static org.assertj.core.api.Assertions.assertThat;

import io.fakeredis.FakeServer;
import io.fakeredis.ManualClock;
import io.fakeredis.api.Bytes;
import io.fakeredis.api.Profile;
import io.fakeredis.api.Reply;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ValkeyPluginTest {

  private static FakeServer server(String profile) {
    return FakeServer.builder().profile(profile).build();
  }

  private static Iterable<Profile> profiles() {
    return new ValkeyFlavour().profiles();
  }

  @ParameterizedTest
  @MethodSource("profiles")
  void everyProfileHasFacts(Profile profile) {
    assertThat(new ValkeyFlavour().facts(profile)).isNotNull();
    assertThat(new ValkeyPlugin().supports(profile)).isTrue();
  }

  @Test
  void deletesWhatIsEqual() {
    try (FakeServer server = server("valkey:9.0")) {
      server.call("SET", "key", "value");
      assertThat(server.call("DELIFEQ", "key", "other")).isEqualTo(Reply.ZERO);
      assertThat(server.call("DELIFEQ", "key", "value")).isEqualTo(Reply.ONE);
      assertThat(server.call("EXISTS", "key")).isEqualTo(Reply.ZERO);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"valkey:7.2", "valkey:8.1", "redis:8.2"})
  void othersDoNotDeleteWhatIsEqual(String profile) {
    try (FakeServer server = server(profile)) {
      assertThat(server.call("DELIFEQ"))
          .isEqualTo(Reply.error("ERR unknown command 'DELIFEQ', with args beginning with: "));
    }
  }

  @Test
  void takesOverWhatLaterRedisBrought() {
    try (FakeServer server = server("valkey:8.1")) {
      server.call("SET", "key", "value");
      assertThat(server.call("SET", "key", "new", "IFEQ", "value")).isEqualTo(Reply.OK);
      assertThat(server.call("SET", "key", "newer", "IFNE", "value")).isEqualTo(syntaxError());
      assertThat(server.call("SET", "key", "newer", "IFEQ", "new", "IFEQ", "new"))
          .isEqualTo(syntaxError());
    }
  }

  @Test
  void hasParametersOfItsOwn() {
    try (FakeServer server = server("valkey:8.1")) {
      assertThat(server.call("CONFIG", "SET", "commandlog-slow-execution-max-len", "7"))
          .isEqualTo(Reply.OK);
      assertThat(server.call("CONFIG", "GET", "slowlog-max-len"))
          .isEqualTo(Reply.map(Reply.bulk("slowlog-max-len"), Reply.bulk("7")));
      assertThat(server.call("CONFIG", "GET", "dynamic-hz")).isEqualTo(Reply.map());
    }
    try (FakeServer server = server("redis:7.2")) {
      assertThat(server.call("CONFIG", "GET", "commandlog*")).isEqualTo(Reply.map());
    }
  }

  @Test
  void logsLargeRequestsAndReplies() {
    try (FakeServer server = server("valkey:8.1")) {
      server.call("CONFIG", "SET", "commandlog-request-larger-than", "100");
      server.call("SET", "key", "v".repeat(100));
      server.call("GET", "key");
      assertThat(server.call("COMMANDLOG", "LEN", "large-request")).isEqualTo(Reply.ONE);
      assertThat(server.call("COMMANDLOG", "LEN", "large-reply")).isEqualTo(Reply.ZERO);
    }
  }

  @Test
  void smallTablesKeepTheOrderInWhichTheyWereFilled() {
    try (FakeServer server = server("valkey:9.1")) {
      server.call("CONFIG", "SET", "hash-max-listpack-entries", "0");
      server.call("HSET", "hash", "b", "1", "a", "2", "c", "3");
      server.call("HDEL", "hash", "a");
      server.call("HSET", "hash", "d", "4");
      assertThat(server.call("HKEYS", "hash"))
          .isEqualTo(Reply.bulks(List.of(Bytes.of("b"), Bytes.of("d"), Bytes.of("c"))));
    }
  }

  @Test
  void nothingExpiresWhileDataAreImported() {
    ManualClock clock = new ManualClock(Instant.ofEpochSecond(1_000_000));
    try (FakeServer server = FakeServer.builder().profile("valkey:8.1").clock(clock).build()) {
      server.call("CONFIG", "SET", "import-mode", "yes");
      server.call("SET", "key", "1", "PX", "10");
      server.call("SET", "past", "1", "EXAT", "1");
      clock.advance(Duration.ofSeconds(1));
      assertThat(server.call("GET", "key")).isEqualTo(Reply.NULL);
      assertThat(server.call("DBSIZE")).isEqualTo(Reply.integer(2));
      server.call("CLIENT", "IMPORT-SOURCE", "ON");
      assertThat(server.call("INCR", "key")).isEqualTo(Reply.integer(2));
      assertThat(server.call("TTL", "past")).isEqualTo(Reply.ZERO);
      server.call("CONFIG", "SET", "import-mode", "no");
      assertThat(server.call("DBSIZE")).isEqualTo(Reply.ZERO);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"(", ""})
  void emptyBoundsAreNoneSince92(String bound) {
    try (FakeServer server = server("valkey:9.1")) {
      assertThat(server.call("ZCOUNT", "key", bound, "5")).isEqualTo(Reply.ZERO);
    }
    try (FakeServer server = server("valkey:9.2")) {
      assertThat(server.call("ZCOUNT", "key", bound, "5"))
          .isEqualTo(Reply.error("ERR min or max is not a float"));
    }
  }

  @Test
  void callsOffASaveThatIsScheduled() {
    try (FakeServer server = server("valkey:8.1")) {
      Reply nothing =
          Reply.error("ERR Background saving is currently not in progress or scheduled");
      assertThat(server.call("BGSAVE", "CANCEL")).isEqualTo(nothing);
      server.call("MULTI");
      server.call("BGSAVE");
      server.call("BGSAVE", "CANCEL");
      assertThat(server.call("EXEC"))
          .isEqualTo(
              Reply.array(
                  Reply.simple("Background saving scheduled"),
                  Reply.simple("Scheduled background saving cancelled")));
    }
    try (FakeServer server = server("valkey:8.0")) {
      assertThat(server.call("BGSAVE", "CANCEL")).isEqualTo(syntaxError());
    }
  }

  @Test
  void canPassForARedis() {
    try (FakeServer server = server("valkey:8.1")) {
      server.call("CONFIG", "SET", "extended-redis-compatibility", "yes");
      assertThat(server.call("HELLO").toString()).contains("redis", "7.2.4");
      assertThat(server.call("INFO", "server").toString())
          .contains("redis_mode:standalone", "valkey_version:8.1.1");
      server.call("CONFIG", "SET", "extended-redis-compatibility", "no");
      assertThat(server.call("HELLO").toString()).contains("valkey", "8.1.1");
      assertThat(server.call("INFO", "server").toString()).contains("server_mode:standalone");
    }
  }

  private static Reply syntaxError() {
    return Reply.error("ERR syntax error");
  }
}
