package io.fakeredis.module.timeseries;

import io.fakeredis.api.Errors;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Answers a query. */
final class RangeRun {
  private static final int MOST_BUCKETS = 1 << 22;

  private final Series series;
  private final RangeQuery query;
  private final boolean reverse;
  private final List<Sample> results = new ArrayList<>();

  private RangeRun(Series series, RangeQuery query, boolean reverse) {
    this.series = series;
    this.query = query;
    this.reverse = reverse;
  }

  /** The samples or buckets, oldest or newest first. */
  static List<Sample> run(Series series, RangeQuery query, boolean reverse) {
    return new RangeRun(series, query, reverse).run();
  }

  private List<Sample> run() {
    List<Sample> samples =
        series.between(query.from(), query.to()).stream().filter(query::accepts).toList();
    RangeQuery.Buckets buckets = query.buckets();
    if (buckets == null) {
      for (Sample sample : ordered(samples)) {
        if (isFull()) {
          break;
        }
        results.add(sample);
      }
    } else if (buckets.aggregation() == Aggregation.TWA) {
      average(samples, buckets);
    } else {
      aggregate(ordered(samples), buckets);
    }
    return results;
  }

  private <T> List<T> ordered(List<T> oldestFirst) {
    if (!reverse) {
      return oldestFirst;
    }
    List<T> newestFirst = new ArrayList<>(oldestFirst);
    Collections.reverse(newestFirst);
    return newestFirst;
  }

  private boolean isFull() {
    return results.size() >= query.count();
  }

  private void aggregate(List<Sample> samples, RangeQuery.Buckets buckets) {
    Bucket bucket = null;
    for (Sample sample : samples) {
      long start = buckets.start(sample.time());
      if (bucket == null) {
        bucket = new Bucket(start);
      } else if (bucket.start() != start) {
        tell(bucket, buckets);
        fill(bucket, start, buckets);
        bucket = new Bucket(start);
      }
      if (isFull()) {
        return;
      }
      bucket.add(sample.value());
    }
    if (bucket != null) {
      tell(bucket, buckets);
    }
  }

  private void tell(Bucket bucket, RangeQuery.Buckets buckets) {
    if (!isFull()) {
      double value = buckets.aggregation().of(bucket);
      results.add(new Sample(buckets.shown(bucket.start()), value));
    }
  }

  /** Tells of the empty buckets between one and the next, if they are asked for. */
  private void fill(Bucket before, long next, RangeQuery.Buckets buckets) {
    if (!buckets.empty()) {
      return;
    }
    double value = buckets.aggregation().ofNone(before);
    long step = reverse ? -buckets.duration() : buckets.duration();
    for (long at = before.start() + step; at != next && !isFull(); at += step) {
      results.add(new Sample(buckets.shown(at), value));
      checkRoom(results);
    }
  }

  private void average(List<Sample> samples, RangeQuery.Buckets buckets) {
    TimeWeights weights =
        new TimeWeights(samples, series.before(query.from()), series.after(query.to()), query);
    if (weights.isEmpty()) {
      return;
    }
    for (long start : ordered(starts(samples, weights, buckets))) {
      if (isFull()) {
        return;
      }
      double value = weights.average(start, start + buckets.duration(), reverse);
      results.add(new Sample(buckets.shown(start), value));
    }
  }

  /** Where the buckets start that are told of, oldest first. */
  private List<Long> starts(List<Sample> samples, TimeWeights weights, RangeQuery.Buckets buckets) {
    if (!buckets.empty()) {
      return samples.stream().map(sample -> buckets.start(sample.time())).distinct().toList();
    }
    long first = buckets.start(weights.from());
    long last = buckets.start(weights.to());
    List<Long> starts = new ArrayList<>();
    for (long start = first; start <= last && start >= first; start += buckets.duration()) {
      starts.add(start);
      checkRoom(starts);
    }
    return starts;
  }

  /** Buckets without samples cost a client nothing, so there must be an end to them. */
  private static void checkRoom(List<?> buckets) {
    if (buckets.size() > MOST_BUCKETS) {
      throw Errors.error("ERR TSDB: too many buckets");
    }
  }
}
