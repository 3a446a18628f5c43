package io.fakeredis.module.timeseries;

import static org.assertj.core.api.Assertions.assertThat;

import io.fakeredis.FakeServer;
import io.fakeredis.api.Bytes;
import io.fakeredis.api.Command;
import io.fakeredis.api.CommandFamily;
import io.fakeredis.api.Flag;
import io.fakeredis.api.ModuleInfo;
import io.fakeredis.api.Profile;
import io.fakeredis.api.Reply;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimeSeriesPluginTest {
  private static final int SEED = 17;

  private static Stream<Command> commands() {
    return new TimeSeriesPlugin()
        .families().stream().map(CommandFamily::commands).flatMap(List::stream);
  }

  private static List<String> names() {
    return commands().map(Command::name).toList();
  }

  @Test
  void theServerKnowsNoArity() {
    assertThat(commands()).allMatch(command -> command.arity() == -1 && command.has(Flag.MODULE));
  }

  @ParameterizedTest
  @MethodSource("names")
  void everyCommandCountsItsWords(String name) {
    try (FakeServer server = FakeServer.builder().profile("redis:8.10").build()) {
      assertThat(server.call(name))
          .isEqualTo(
              Reply.error(
                  "ERR wrong number of arguments for '"
                      + name.toLowerCase(Locale.ROOT)
                      + "' command"));
    }
  }

  @ParameterizedTest
  @CsvSource({"redis:7.2, 11020", "redis:7.4, 11203", "redis:8.0, 80000", "redis:8.10, 81000"})
  void goesWithTheServer(String profile, int version) {
    assertThat(new TimeSeriesPlugin().module(profile(profile)))
        .isEqualTo(new ModuleInfo("timeseries", version));
  }

  @Test
  void isOfRedisAlone() {
    assertThat(new TimeSeriesPlugin().supports(profile("valkey:8.1"))).isFalse();
  }

  private static Profile profile(String name) {
    String[] words = name.split(":", 2);
    return Profile.of(words[0], words[1]);
  }

  @ParameterizedTest
  @CsvSource({
    "1.5, 1.5",
    "0.5, 5E-1",
    "-0.0015, -1.5E-3",
    "-0.0, -0",
    "1e15, 1000000000000000",
    "9007199254740991, 9007199254740991",
    "31601422306490556, 31601422306490556",
    "9200786437161920, 9.20078643716192E15",
    "1e16, 1E16",
    "1.5e17, 1.5E17",
    "4.9e-324, 5E-324",
    "1234567890123456.5, 1234567890123456.5"
  })
  void printsValuesAsTheModuleDoes(double value, String text) {
    assertThat(SeriesNumbers.text(value)).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "-", "+5", ".5", "5.", "01", "1e", "1e400", "nan", "inf", " 1", "5.x", "5ex"})
  void refusesWhatIsNoNumber(String text) {
    assertThat(SeriesNumbers.parse(Bytes.of(text), false)).isNaN();
  }

  @Test
  void takesTheNumberInFrontUnlessAllMustBeOne() {
    assertThat(SeriesNumbers.parse(Bytes.of("0x10"), false)).isZero();
    assertThat(SeriesNumbers.parse(Bytes.of("-5.5e1abc"), false)).isEqualTo(-55);
    assertThat(SeriesNumbers.parse(Bytes.of("5abc"), true)).isNaN();
  }

  @Test
  void everyNumberReadsBackAsItself() {
    SplittableRandom random = new SplittableRandom(SEED);
    for (int i = 0; i < 20_000; i++) {
      double value = Double.longBitsToDouble(random.nextLong());
      if (Double.isFinite(value)) {
        Bytes text = Bytes.of(SeriesNumbers.text(value));
        assertThat(SeriesNumbers.parse(text, true)).isEqualTo(value);
      }
    }
  }

  @Test
  void keepsSamplesAsASortedMapDoes() {
    SplittableRandom random = new SplittableRandom(SEED);
    Series series = new Series(SeriesOptions.DEFAULT);
    TreeMap<Long, Double> expected = new TreeMap<>();
    for (int i = 0; i < 5000; i++) {
      long time = random.nextLong(1000);
      if (random.nextInt(10) == 0) {
        long to = time + random.nextLong(30);
        int removed = series.remove(time, to);
        assertThat(removed).isEqualTo(expected.subMap(time, true, to, true).size());
        expected.subMap(time, true, to, true).clear();
      } else {
        assertThat(series.put(new Sample(time, i), DuplicatePolicy.LAST)).isTrue();
        expected.put(time, (double) i);
      }
      assertThat(series.count()).isEqualTo(expected.size());
    }
    List<Sample> samples = new ArrayList<>();
    expected.forEach((time, value) -> samples.add(new Sample(time, value)));
    assertThat(series.between(0, Long.MAX_VALUE)).containsExactlyElementsOf(samples);
  }

  @Test
  void theRetentionBoundsWhatIsKept() {
    SeriesOptions options = new SeriesOptions(100, 64, true, DuplicatePolicy.NONE, 0, 0, List.of());
    Series series = new Series(options);
    for (int i = 0; i < 10_000; i++) {
      series.put(new Sample(i, i), DuplicatePolicy.NONE);
    }
    assertThat(series.between(0, Long.MAX_VALUE)).hasSize(101);
    assertThat(series.count()).isLessThan(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"COMPRESSED", "UNCOMPRESSED"})
  void dumpsAreRestored(String encoding) {
    SplittableRandom random = new SplittableRandom(SEED);
    try (FakeServer server = FakeServer.create()) {
      server.call("TS.CREATE", "k", "ENCODING", encoding, "CHUNK_SIZE", "64", "LABELS", "a", "b");
      long time = 0;
      for (int i = 0; i < 500; i++) {
        time += random.nextLong(1, 1L << random.nextInt(1, 40));
        double value = random.nextBoolean() ? random.nextInt(10) : random.nextDouble();
        server.call("TS.ADD", "k", Long.toString(time), SeriesNumbers.text(value));
      }
      Bytes payload = ((Reply.Bulk) server.call("DUMP", "k")).value();
      assertThat(server.call(Bytes.of("RESTORE"), Bytes.of("j"), Bytes.of("0"), payload))
          .isEqualTo(Reply.OK);
      assertThat(server.call("TS.RANGE", "j", "-", "+"))
          .isEqualTo(server.call("TS.RANGE", "k", "-", "+"));
    }
  }

  @Test
  void copiesShareNothing() {
    try (FakeServer server = FakeServer.create()) {
      server.call("TS.ADD", "k", "1", "1");
      server.call("COPY", "k", "j");
      server.call("TS.ADD", "j", "2", "2");
      assertThat(server.call("TS.GET", "k")).isNotEqualTo(server.call("TS.GET", "j"));
    }
  }

  @Test
  void emptyBucketsCannotFillTheMemory() {
    try (FakeServer server = FakeServer.create()) {
      server.call("TS.ADD", "k", "0", "1");
      server.call("TS.ADD", "k", "9223372036854775807", "1");
      for (String aggregation : List.of("avg", "twa")) {
        assertThat(server.call("TS.RANGE", "k", "-", "+", "AGGREGATION", aggregation, "1", "EMPTY"))
            .isEqualTo(Reply.error("ERR TSDB: too many buckets"));
      }
    }
  }
}
