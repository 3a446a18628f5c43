package io.fakeredis.module.timeseries;

import static io.fakeredis.api.Parameter.parameter;

import io.fakeredis.api.Bytes;
import io.fakeredis.api.Doubles;
import io.fakeredis.api.Parameter;
import io.fakeredis.api.Settings;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What series are like when nobody says so: for CONFIG to say since Redis 8.0, and for the line of
 * redis.conf that loads the module.
 */
final class Defaults {
  private static final String SINCE = "8.0";
  private static final int MOST_THREADS = 16;
  private static final int DECIMALS = 6;

  private static final Parameter COMPACTION_POLICY =
      parameter("ts-compaction-policy", SINCE, "", Defaults::policies);
  private static final Parameter RETENTION_POLICY = number("ts-retention-policy", 0);
  private static final Parameter CHUNK_SIZE_BYTES =
      parameter(
          "ts-chunk-size-bytes",
          SINCE,
          Long.toString(SeriesOptions.DEFAULT.chunkSize()),
          Defaults::chunkSize);
  private static final Parameter DUPLICATE_POLICY =
      parameter("ts-duplicate-policy", SINCE, "block", (value, settings) -> duplicates(value));
  private static final Parameter ENCODING =
      parameter("ts-encoding", SINCE, "compressed", (value, settings) -> encoding(value));
  private static final Parameter IGNORE_MAX_TIME_DIFF = number("ts-ignore-max-time-diff", 0);
  private static final Parameter IGNORE_MAX_VAL_DIFF =
      parameter("ts-ignore-max-val-diff", SINCE, "0.000000", (value, settings) -> ignore(value));

  static final List<Parameter> PARAMETERS =
      List.of(
          COMPACTION_POLICY,
          RETENTION_POLICY,
          CHUNK_SIZE_BYTES,
          DUPLICATE_POLICY,
          ENCODING,
          IGNORE_MAX_TIME_DIFF,
          IGNORE_MAX_VAL_DIFF,
          parameter("ts-num-threads", SINCE, "3", Parameter.Check.number(1, MOST_THREADS))
              .with(Parameter.Trait.IMMUTABLE));

  private Defaults() {}

  private static Parameter number(String name, long initial) {
    return parameter(
        name, SINCE, Long.toString(initial), Parameter.Check.number(0, Long.MAX_VALUE));
  }

  /** The options of a series of which nothing is said. */
  static SeriesOptions of(Settings settings) {
    return new SeriesOptions(
        settings.number(RETENTION_POLICY.name()),
        settings.number(CHUNK_SIZE_BYTES.name()),
        settings.text(ENCODING.name()).equals("compressed"),
        settings.has(DUPLICATE_POLICY.feature()) ? duplicates(settings) : DuplicatePolicy.NONE,
        settings.number(IGNORE_MAX_TIME_DIFF.name()),
        Double.parseDouble(settings.text(IGNORE_MAX_VAL_DIFF.name())),
        List.of());
  }

  /** What series do with a second sample at the same time if they have no policy of their own. */
  static DuplicatePolicy duplicates(Settings settings) {
    return policy(settings.text(DUPLICATE_POLICY.name()));
  }

  /** What is to be made of every series that its first sample makes. */
  static List<Policy> policies(Settings settings) {
    return Policy.parse(settings.text(COMPACTION_POLICY.name()), settings.profile());
  }

  /** The parameter that the module's argument of that name sets; null if there is none. */
  static @Nullable String parameterOf(String argument) {
    String name = "ts-" + argument.toLowerCase(Locale.ROOT).replace('_', '-');
    return PARAMETERS.stream().map(Parameter::name).filter(name::equals).findFirst().orElse(null);
  }

  private static String policies(String value, Settings settings) {
    return Policy.parse(value, settings.profile()).stream()
        .map(Policy::toString)
        .collect(Collectors.joining(";"));
  }

  private static String chunkSize(String value, Settings settings) {
    Parameter.Check range =
        Parameter.Check.number(OptionParser.SMALLEST_CHUNK, OptionParser.LARGEST_CHUNK);
    String accepted = range.accept(value, settings);
    if (!OptionParser.isChunkSize(Long.parseLong(accepted))) {
      throw new IllegalArgumentException(OptionParser.CHUNK_SIZES);
    }
    return accepted;
  }

  private static DuplicatePolicy policy(String value) {
    DuplicatePolicy policy = DuplicatePolicy.named(Bytes.latin(value));
    if (policy == null) {
      throw new IllegalArgumentException("Invalid duplicate policy: " + value);
    }
    return policy;
  }

  private static String duplicates(String value) {
    return policy(value).name().toLowerCase(Locale.ROOT);
  }

  private static String encoding(String value) {
    String word = value.toLowerCase(Locale.ROOT);
    if (!word.equals("compressed") && !word.equals("uncompressed")) {
      throw new IllegalArgumentException("Invalid encoding: " + value);
    }
    return word;
  }

  private static String ignore(String value) {
    double number = Doubles.parse(Bytes.latin(value));
    if (Double.isNaN(number)) {
      throw new IllegalArgumentException("Invalid value for `" + IGNORE_MAX_VAL_DIFF.name() + "`");
    }
    if (number < 0 || Double.isInfinite(number)) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "Invalid value for `%s`. Value must be in the range [%s .. %s]",
              IGNORE_MAX_VAL_DIFF.name(),
              decimals(0),
              decimals(Double.MAX_VALUE)));
    }
    return decimals(number);
  }

  private static String decimals(double number) {
    return new BigDecimal(number).setScale(DECIMALS, RoundingMode.HALF_EVEN).toPlainString();
  }
}
