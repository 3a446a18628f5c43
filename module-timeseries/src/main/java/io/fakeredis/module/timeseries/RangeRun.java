package io.fakeredis.module.timeseries;

import io.fakeredis.api.Errors;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** Answers a query. */
final class RangeRun {
  private static final int MOST_BUCKETS = 1 << 22;

  private final Series series;
  private final @Nullable Sample latest;
  private final RangeQuery query;
  private final boolean reverse;
  private final List<Sample> results = new ArrayList<>();

  private RangeRun(Series series, @Nullable Sample latest, RangeQuery query, boolean reverse) {
    this.series = series;
    this.latest = latest;
    this.query = query;
    this.reverse = reverse;
  }

  /**
   * The samples or buckets, oldest or newest first.
   *
   * @param latest what is to be seen behind the samples of the series
   */
  static List<Sample> run(
      Series series, @Nullable Sample latest, RangeQuery query, boolean reverse) {
    return new RangeRun(series, latest, query, reverse).run();
  }

  private List<Sample> run() {
    RangeQuery.Buckets buckets = query.buckets();
    if (buckets == null) {
      return samples(reverse).limit(query.count()).toList();
    }
    if (buckets.aggregation() == Aggregation.TWA) {
      average(samples(false).toList(), buckets);
    } else {
      aggregate(samples(reverse).iterator(), buckets);
    }
    return results;
  }

  /** The samples that pass the filters, read one after the other. */
  private Stream<Sample> samples(boolean backwards) {
    Iterable<Sample> stored =
        backwards
            ? series.backwards(query.from(), query.to())
            : series.between(query.from(), query.to());
    Stream<Sample> samples = StreamSupport.stream(stored.spliterator(), false);
    Stream<Sample> open = Stream.ofNullable(latest);
    return (backwards ? Stream.concat(open, samples) : Stream.concat(samples, open))
        .filter(query::accepts);
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

  private void aggregate(Iterator<Sample> samples, RangeQuery.Buckets buckets) {
    Tally tally = null;
    long current = 0;
    while (samples.hasNext() && !isFull()) {
      Sample sample = samples.next();
      long start = buckets.start(sample.time());
      if (tally == null || start != current) {
        if (tally != null) {
          tell(current, tally.result(), buckets);
          fill(current, tally, start, buckets);
        }
        tally = buckets.tally(start);
        current = start;
      }
      tally.add(sample);
    }
    if (tally != null) {
      tell(current, tally.result(), buckets);
    }
  }

  private void tell(long start, double value, RangeQuery.Buckets buckets) {
    if (!isFull()) {
      results.add(new Sample(buckets.shown(start), value));
    }
  }

  /** Tells of the empty buckets between one and the next, if they are asked for. */
  private void fill(long current, Tally tally, long next, RangeQuery.Buckets buckets) {
    if (!buckets.empty()) {
      return;
    }
    double value = buckets.aggregation().ofNone(tally);
    long step = reverse ? -buckets.duration() : buckets.duration();
    for (long at = current + step; at != next && !isFull(); at += step) {
      tell(at, value, buckets);
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
      tell(start, weights.average(start, start + buckets.duration(), reverse), buckets);
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
