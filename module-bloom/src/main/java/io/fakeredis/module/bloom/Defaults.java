package io.fakeredis.module.bloom;

import static io.fakeredis.api.Parameter.parameter;

import io.fakeredis.api.Bytes;
import io.fakeredis.api.Doubles;
import io.fakeredis.api.Numbers;
import io.fakeredis.api.Parameter;
import io.fakeredis.api.Settings;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What filters are like when nobody says so: for CONFIG to say since Redis 8.0, and some of it for
 * the line of redis.conf that loads the module.
 */
final class Defaults {
  /** Since 8.0 bloom filters are not made with a higher error rate, whoever asks for it. */
  static final double HIGHEST_ERROR_RATE = 0.25;

  /** Since 8.0 filters are not made for more items. */
  static final long LARGEST_CAPACITY = 1 << 30;

  static final int LARGEST_EXPANSION = 32768;
  static final int LARGEST_BUCKET = 255;
  static final int MOST_ITERATIONS = 65535;

  private static final String SINCE = "8.0";
  private static final int MOST_EXPANSIONS = 65536;

  static final Parameter BF_ERROR_RATE =
      parameter("bf-error-rate", SINCE, "0.01", Defaults::errorRate);
  static final Parameter BF_INITIAL_SIZE = integer("bf-initial-size", 100, 1, LARGEST_CAPACITY);
  static final Parameter BF_EXPANSION_FACTOR =
      integer("bf-expansion-factor", 2, 0, LARGEST_EXPANSION);
  static final Parameter CF_BUCKET_SIZE =
      parameter("cf-bucket-size", SINCE, "2", Defaults::bucketSize);
  static final Parameter CF_INITIAL_SIZE =
      parameter("cf-initial-size", SINCE, "1024", Defaults::initialSize);
  static final Parameter CF_MAX_ITERATIONS = integer("cf-max-iterations", 20, 1, MOST_ITERATIONS);
  static final Parameter CF_EXPANSION_FACTOR =
      integer("cf-expansion-factor", 1, 0, LARGEST_EXPANSION);
  static final Parameter CF_MAX_EXPANSIONS = integer("cf-max-expansions", 32, 1, MOST_EXPANSIONS);

  static final List<Parameter> PARAMETERS =
      List.of(
          BF_ERROR_RATE,
          BF_INITIAL_SIZE,
          BF_EXPANSION_FACTOR,
          CF_BUCKET_SIZE,
          CF_INITIAL_SIZE,
          CF_MAX_ITERATIONS,
          CF_EXPANSION_FACTOR,
          CF_MAX_EXPANSIONS);

  private Defaults() {}

  static long number(Settings settings, Parameter parameter) {
    return settings.number(parameter.name());
  }

  static double errorRate(Settings settings) {
    return Double.parseDouble(settings.text(BF_ERROR_RATE.name()));
  }

  /** The parameter that the module's argument of that name sets; null if there is none. */
  static @Nullable String parameterOf(String argument) {
    return switch (argument.toUpperCase(Locale.ROOT)) {
      case "ERROR_RATE" -> BF_ERROR_RATE.name();
      case "INITIAL_SIZE" -> BF_INITIAL_SIZE.name();
      case "CF_MAX_EXPANSIONS" -> CF_MAX_EXPANSIONS.name();
      default -> null;
    };
  }

  private static Parameter integer(String name, long initial, long least, long most) {
    return parameter(
        name,
        SINCE,
        Long.toString(initial),
        (value, settings) -> inRange(name, value, least, most));
  }

  /** A bucket must fit twice into the smallest filter that is made unasked. */
  private static String bucketSize(String value, Settings settings) {
    long most = Math.min(LARGEST_BUCKET, number(settings, CF_INITIAL_SIZE) / 2);
    return inRange(CF_BUCKET_SIZE.name(), value, 1, most);
  }

  private static String initialSize(String value, Settings settings) {
    long least = number(settings, CF_BUCKET_SIZE) * 2;
    return inRange(CF_INITIAL_SIZE.name(), value, least, LARGEST_CAPACITY);
  }

  private static String inRange(String name, String value, long least, long most) {
    Bytes text = Bytes.latin(value);
    if (!Numbers.isLong(text)) {
      throw invalid(name);
    }
    if (Numbers.toLong(text) < least || Numbers.toLong(text) > most) {
      throw new IllegalArgumentException(
          "Value for `" + name + "` must be in the range [" + least + ", " + most + "]");
    }
    return value;
  }

  private static String errorRate(String value, Settings settings) {
    double rate = Doubles.parse(Bytes.latin(value));
    if (Double.isNaN(rate)) {
      throw invalid(BF_ERROR_RATE.name());
    }
    if (rate <= 0 || rate >= 1) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "Value for `%s` must be in the range (%f, %f)",
              BF_ERROR_RATE.name(),
              0.0,
              1.0));
    }
    return settings.has(BF_ERROR_RATE.feature()) && rate > HIGHEST_ERROR_RATE
        ? Double.toString(HIGHEST_ERROR_RATE)
        : value;
  }

  private static IllegalArgumentException invalid(String name) {
    return new IllegalArgumentException("Invalid value for `" + name + "`");
  }
}
