package io.fakeredis.module.timeseries;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AggregationTest {
  private static final int SEED = 29;
  private static final double CLOSE = 1e-6;

  private static Series series(SplittableRandom random) {
    Series series =
        new Series(
            new SeriesOptions(0, 64, random.nextBoolean(), DuplicatePolicy.NONE, 0, 0, List.of()));
    for (int i = 0; i < 200; i++) {
      double value = random.nextInt(10) == 0 ? Double.NaN : random.nextInt(-50, 50);
      series.put(new Sample(random.nextLong(500), value), DuplicatePolicy.LAST);
    }
    return series;
  }

  /** What a bucket says, from all its values at once. */
  private static double naive(Aggregation aggregation, List<Double> all) {
    List<Double> values = all.stream().filter(v -> !v.isNaN()).toList();
    double count = values.size();
    double sum = values.stream().mapToDouble(v -> v).sum();
    double variance = values.stream().mapToDouble(v -> Math.pow(v - sum / count, 2)).sum();
    return switch (aggregation) {
      case MIN -> Collections.min(values);
      case MAX -> Collections.max(values);
      case SUM -> sum;
      case AVG -> sum / count;
      case COUNT -> count;
      case FIRST -> values.get(0);
      case LAST -> values.get(values.size() - 1);
      case RANGE -> Collections.max(values) - Collections.min(values);
      case STD_P -> Math.sqrt(variance / count);
      case STD_S -> count == 1 ? 0 : Math.sqrt(variance / (count - 1));
      case VAR_P -> variance / count;
      case VAR_S -> count == 1 ? 0 : variance / (count - 1);
      case COUNTNAN -> all.size() - count;
      case COUNTALL -> all.size();
      case TWA -> throw new IllegalArgumentException("needs the times, too");
    };
  }

  private static boolean isTold(Aggregation aggregation, List<Double> values) {
    return switch (aggregation) {
      case COUNTNAN -> values.stream().anyMatch(v -> v.isNaN());
      case COUNTALL -> true;
      default -> values.stream().anyMatch(v -> !v.isNaN());
    };
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "TWA")
  void tellsOfTheValuesInABucket(Aggregation aggregation) {
    SplittableRandom random = new SplittableRandom(SEED);
    for (int round = 0; round < 100; round++) {
      long from = random.nextLong(250);
      long to = random.nextLong(500);
      long duration = random.nextLong(1, 60);
      long alignment = random.nextLong(60);
      // in reverse the first value is the last one
      boolean reverse = aggregation.reduces() && random.nextBoolean();
      Series series = series(random);
      RangeQuery query = query(from, to, aggregation, duration, alignment);
      List<Sample> told = new ArrayList<>(RangeRun.run(series, null, query, reverse, false));
      if (reverse) {
        Collections.reverse(told);
      }
      compare(told, expected(series, query, aggregation));
    }
  }

  private static RangeQuery query(
      long from, long to, Aggregation aggregation, long duration, long alignment) {
    RangeQuery.Buckets buckets =
        new RangeQuery.Buckets(List.of(aggregation), duration, alignment, 0, false);
    double infinite = Double.POSITIVE_INFINITY;
    return new RangeQuery(from, to, Long.MAX_VALUE, buckets, -infinite, infinite, List.of(), false);
  }

  private static Map<Long, Double> expected(
      Series series, RangeQuery query, Aggregation aggregation) {
    Map<Long, List<Double>> buckets = new TreeMap<>();
    for (Sample sample : series.between(0, Long.MAX_VALUE)) {
      if (sample.time() >= query.from() && sample.time() <= query.to()) {
        long start = Math.max(0, query.buckets().start(sample.time()));
        buckets.computeIfAbsent(start, s -> new ArrayList<>()).add(sample.value());
      }
    }
    Map<Long, Double> expected = new TreeMap<>();
    buckets.forEach(
        (start, values) -> {
          if (isTold(aggregation, values)) {
            expected.put(start, naive(aggregation, values));
          }
        });
    return expected;
  }

  private static void compare(List<Sample> told, Map<Long, Double> expected) {
    assertThat(told.stream().map(Sample::time)).containsExactlyElementsOf(expected.keySet());
    for (Sample sample : told) {
      assertThat(sample.value()).isCloseTo(expected.get(sample.time()), within(CLOSE));
    }
  }
}
