package io.fakeredis.module.timeseries;

import io.fakeredis.api.Bytes;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** What is told of all samples in a bucket. */
enum Aggregation {
  AVG(bucket -> bucket.sum() / bucket.count()),
  FIRST(Bucket::first),
  LAST(Bucket::last),
  MIN(Bucket::least),
  MAX(Bucket::greatest),
  SUM(Bucket::sum),
  RANGE(bucket -> bucket.greatest() - bucket.least()),
  COUNT(Bucket::count),
  STD_P(bucket -> Math.sqrt(bucket.variance())),
  STD_S(bucket -> Math.sqrt(bucket.sampleVariance())),
  VAR_P(Bucket::variance),
  VAR_S(Bucket::sampleVariance),
  TWA(Bucket::sum);

  private final ToDoubleFunction<Bucket> result;

  Aggregation(ToDoubleFunction<Bucket> result) {
    this.result = result;
  }

  /** The aggregation of that name, in whatever case; null if there is none. */
  static @Nullable Aggregation named(Bytes word) {
    for (Aggregation aggregation : values()) {
      if (word.is(aggregation.name().toLowerCase(Locale.ROOT).replace('_', '.'))) {
        return aggregation;
      }
    }
    return null;
  }

  /** What is told of a bucket that has samples. */
  double of(Bucket bucket) {
    return result.applyAsDouble(bucket);
  }

  /** What is told of a bucket without samples that follows the other one. */
  double ofNone(Bucket before) {
    return switch (this) {
      case SUM, COUNT -> 0;
      case LAST -> before.last();
      default -> Double.NaN;
    };
  }
}
