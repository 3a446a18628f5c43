package io.fakeredis.module.timeseries;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fakeredis.FakeServer;
import io.fakeredis.api.Bytes;
import io.fakeredis.api.Reply;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class CompactionTest {
  private static final int SEED = 23;

  private static String key(Aggregation aggregation) {
    return "made:" + aggregation.word();
  }

  private static FakeServer serverWithRule(Aggregation aggregation, long alignment) {
    FakeServer server = FakeServer.builder().profile("redis:8.10").build();
    server.call("TS.CREATE", "s", "DUPLICATE_POLICY", "LAST", "CHUNK_SIZE", "64");
    server.call("TS.CREATE", key(aggregation));
    String word = aggregation.word();
    String align = Long.toString(alignment);
    assertThat(
            server.call("TS.CREATERULE", "s", key(aggregation), "AGGREGATION", word, "10", align))
        .isEqualTo(Reply.OK);
    return server;
  }

  /**
   * Late samples, changed samples and removed ones make no difference to what rules make. Averages
   * over time are another matter: the buckets beside the one that changes are left as they are.
   */
  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "TWA")
  void rulesMakeWhatAggregationsTell(Aggregation aggregation) {
    SplittableRandom random = new SplittableRandom(SEED);
    for (int round = 0; round < 20; round++) {
      long alignment = random.nextLong(10);
      try (FakeServer server = serverWithRule(aggregation, alignment)) {
        long newest = 0;
        for (int i = 0; i < 150; i++) {
          newest = change(server, random, newest);
        }
        String open = Long.toString(Rule.shown(Window.start(newest, 10, alignment)) - 1);
        assertThat(server.call("TS.RANGE", key(aggregation), "-", "+"))
            .isEqualTo(
                server.call(
                    "TS.RANGE",
                    "s",
                    "-",
                    "+",
                    "ALIGN",
                    Long.toString(alignment),
                    "AGGREGATION",
                    aggregation.word(),
                    "10",
                    "COUNT",
                    Integer.toString(closed(server, open, alignment))));
      }
    }
  }

  /** How many buckets of the source have ended. */
  private static int closed(FakeServer server, String until, long alignment) {
    if (until.equals("-1")) {
      return 1 << 20;
    }
    Reply buckets =
        server.call(
            "TS.RANGE",
            "s",
            "-",
            until,
            "ALIGN",
            Long.toString(alignment),
            "AGGREGATION",
            "countall",
            "10");
    return Math.max(1, ((Reply.Array) buckets).items().size());
  }

  private static long change(FakeServer server, SplittableRandom random, long newest) {
    String value = Integer.toString(random.nextInt(100));
    if (random.nextInt(3) == 0) {
      server.call("TS.ADD", "s", Long.toString(random.nextLong(newest + 1)), value);
      return newest;
    }
    if (newest > 20 && random.nextInt(8) == 0) {
      long from = random.nextLong(newest - 10);
      String to = Long.toString(Math.min(newest - 11, from + random.nextLong(30)));
      server.call("TS.DEL", "s", Long.toString(from), to);
      return newest;
    }
    long time = newest + random.nextLong(1, 8);
    server.call("TS.ADD", "s", Long.toString(time), value);
    return time;
  }

  @Test
  void openBucketsAreSeenIfAskedFor() {
    try (FakeServer server = serverWithRule(Aggregation.SUM, 0)) {
      server.call("TS.MADD", "s", "1", "1", "s", "12", "2", "s", "14", "3");
      assertThat(server.call("TS.GET", "made:sum")).isEqualTo(sample(server, 0, 1));
      assertThat(server.call("TS.GET", "made:sum", "LATEST")).isEqualTo(sample(server, 10, 5));
    }
  }

  private static Reply sample(FakeServer server, long time, double value) {
    server.call("TS.CREATE", "expected");
    server.call("TS.ADD", "expected", Long.toString(time), Double.toString(value));
    return server.call("TS.GET", "expected");
  }

  @Test
  void rulesFollowTheirKeys() {
    try (FakeServer server = serverWithRule(Aggregation.SUM, 0)) {
      server.call("RENAME", "s", "s2");
      server.call("RENAME", "made:sum", "d2");
      server.call("TS.MADD", "s2", "1", "1", "s2", "12", "2");
      assertThat(server.call("TS.GET", "d2")).isEqualTo(sample(server, 0, 1));
      server.call("DEL", "d2");
      assertThat(server.call("TS.DELETERULE", "s2", "d2"))
          .isEqualTo(Reply.error("ERR TSDB: compaction rule does not exist"));
    }
  }

  @Test
  void chainsAreRefused() {
    try (FakeServer server = serverWithRule(Aggregation.SUM, 0)) {
      server.call("TS.CREATE", "x");
      assertThat(server.call("TS.CREATERULE", "made:sum", "x", "AGGREGATION", "sum", "10"))
          .isEqualTo(Reply.error("ERR TSDB: the source key already has a source rule"));
      assertThat(server.call("TS.CREATERULE", "x", "s", "AGGREGATION", "sum", "10"))
          .isEqualTo(Reply.error("ERR TSDB: the destination key already has a dst rule"));
      assertThat(server.call("TS.CREATERULE", "x", "made:sum", "AGGREGATION", "sum", "10"))
          .isEqualTo(Reply.error("ERR TSDB: the destination key already has a src rule"));
    }
  }

  @Test
  void payloadsKnowOfNoRules() {
    try (FakeServer server = serverWithRule(Aggregation.SUM, 0)) {
      server.call("TS.ADD", "s", "1", "1");
      Bytes payload = ((Reply.Bulk) server.call("DUMP", "s")).value();
      server.call(Bytes.of("RESTORE"), Bytes.of("copy"), Bytes.of("0"), payload);
      server.call("TS.ADD", "copy", "12", "1");
      assertThat(server.call("TS.RANGE", "made:sum", "-", "+")).isEqualTo(Reply.array());
    }
  }

  @ParameterizedTest
  @EnumSource
  void filesKeepRulesAndWhatIsOpen(Aggregation aggregation, @TempDir Path folder) throws Exception {
    List<Reply> expected = new ArrayList<>();
    Path file = folder.resolve("dump.rdb");
    try (FakeServer server = serverWithRule(aggregation, 3)) {
      server.call("TS.MADD", "s", "1", "4", "s", "6", "-2", "s", "14", "3", "s", "17", "0.5");
      Files.write(file, server.snapshot().toByteArray());
      finish(server, aggregation, expected);
    }
    List<Reply> actual = new ArrayList<>();
    try (FakeServer server = FakeServer.builder().profile("redis:8.10").rdbFile(file).build()) {
      finish(server, aggregation, actual);
    }
    assertThat(actual).isEqualTo(expected);
  }

  private static void finish(FakeServer server, Aggregation aggregation, List<Reply> replies) {
    replies.add(server.call("TS.RANGE", key(aggregation), "-", "+", "LATEST"));
    server.call("TS.MADD", "s", "19", "7", "s", "44", "1");
    replies.add(server.call("TS.RANGE", key(aggregation), "-", "+"));
    replies.add(server.call("TS.INFO", "s"));
    replies.add(server.call("TS.INFO", key(aggregation)));
  }

  @Test
  void policiesMakeRules() {
    try (FakeServer server = FakeServer.builder().profile("redis:8.2").build()) {
      assertThat(
              server.call("CONFIG", "SET", "ts-compaction-policy", "max:60000m:0m;STD.p:2h:48h:1s"))
          .isEqualTo(Reply.OK);
      assertThat(server.call("CONFIG", "GET", "ts-compaction-policy").toString())
          .contains("max:1M:0d;std.p:2h:2d:1s");
      server.call("TS.ADD", "k", "1", "1", "LABELS", "a", "b");
      assertThat(server.call("EXISTS", "k_MAX_60000", "k_STD.P_7200000_1000"))
          .isEqualTo(Reply.integer(2));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"max:0s:1d", "max:1s", "max:1x:1d", "foo:1s:1d", "max:1s:1d:1s:1s", "max:s:1d"})
  void senselessPoliciesAreRefused(String policy) {
    try (FakeServer server = FakeServer.builder().profile("redis:8.2").build()) {
      assertThat(server.call("CONFIG", "SET", "ts-compaction-policy", policy))
          .isEqualTo(
              Reply.error(
                  "ERR CONFIG SET failed (possibly related to argument 'ts-compaction-policy') -"
                      + " Invalid compaction policy: "
                      + policy));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"redis:7.2", "redis:8.2"})
  void theLineThatLoadsTheModuleSaysWhatSeriesAreLike(String profile) {
    try (FakeServer server =
        FakeServer.builder()
            .profile(profile)
            .arguments("--loadmodule", "/usr/lib/redistimeseries.so")
            .arguments(
                "--loadmodule",
                "/usr/lib/redistimeseries.so",
                "RETENTION_POLICY",
                "5000",
                "duplicate_policy",
                "SUM",
                "UNKNOWN",
                "CHUNK_SIZE_BYTES",
                "256",
                "COMPACTION_POLICY",
                "max:1s:1h")
            .build()) {
      server.call("TS.ADD", "s", "1000", "1");
      assertThat(server.call("TS.ADD", "s", "1000", "2")).isEqualTo(Reply.integer(1000));
      assertThat(server.call("TS.GET", "s").toString()).contains("3");
      assertThat(server.call("TS.INFO", "s").toString()).contains("5000", "256", "s_MAX_1000");
      assertThat(server.call("EXISTS", "s_MAX_1000")).isEqualTo(Reply.ONE);
    }
  }

  @Test
  void theModuleIsNotLoadedWithSenselessArguments() {
    FakeServer.Builder builder =
        FakeServer.builder()
            .profile("redis:7.4")
            .arguments("--loadmodule", "redistimeseries.so", "DUPLICATE_POLICY", "ANY");
    assertThatThrownBy(builder::build).isInstanceOf(IllegalArgumentException.class);
  }
}
