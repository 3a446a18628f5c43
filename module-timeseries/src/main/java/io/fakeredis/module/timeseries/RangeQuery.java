package io.fakeredis.module.timeseries;

import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What to tell of a series.
 *
 * @param from the first time
 * @param to the last time
 * @param count how many samples or buckets at most
 * @param buckets how to divide the samples; null to tell of all of them
 * @param least the least value
 * @param greatest the greatest value
 * @param times the only times, sorted; empty for all
 * @param latest whether the open bucket of a destination of a rule is to be seen
 */
record RangeQuery(
    long from,
    long to,
    long count,
    @Nullable Buckets buckets,
    double least,
    double greatest,
    List<Long> times,
    boolean latest) {

  /**
   * How to divide time.
   *
   * @param aggregations what is told of a bucket
   * @param duration of a bucket
   * @param alignment a time at which a bucket begins
   * @param shown what is added to the first time of a bucket to have the one that is told
   * @param empty whether buckets without samples are told of
   */
  record Buckets(
      List<Aggregation> aggregations, long duration, long alignment, long shown, boolean empty) {

    /** The same buckets, of which only that is told. */
    Buckets only(Aggregation aggregation) {
      return new Buckets(List.of(aggregation), duration, alignment, shown, empty);
    }

    /** What is told of a bucket first, or of which nothing else is told. */
    Aggregation aggregation() {
      return aggregations.get(0);
    }

    /** The first time of the bucket with that time, which may be negative. */
    long start(long time) {
      return Window.start(time, duration, alignment);
    }

    /** What is kept of the samples in the bucket that starts there. */
    Tally tally(long start) {
      return aggregation().tally(Math.max(0, start), start + duration);
    }

    /** The time that is told of the bucket. */
    long shown(long start) {
      return Math.max(0, start) + shown;
    }
  }

  /** All samples from a time on. */
  static RangeQuery from(long time, long count) {
    double infinite = Double.POSITIVE_INFINITY;
    return new RangeQuery(time, Long.MAX_VALUE, count, null, -infinite, infinite, List.of(), false);
  }

  /** All of it, however much it is. */
  RangeQuery unlimited() {
    return new RangeQuery(from, to, Long.MAX_VALUE, buckets, least, greatest, times, latest);
  }

  /** The same with other buckets. */
  RangeQuery with(@Nullable Buckets other) {
    return new RangeQuery(from, to, count, other, least, greatest, times, latest);
  }

  /** Whether the filters let the sample pass. */
  boolean accepts(Sample sample) {
    return (isUnbounded() || (sample.value() >= least && sample.value() <= greatest))
        && (times.isEmpty() || Collections.binarySearch(times, sample.time()) >= 0);
  }

  /** Without bounds even what is no number passes. */
  private boolean isUnbounded() {
    return least == Double.NEGATIVE_INFINITY && greatest == Double.POSITIVE_INFINITY;
  }
}
