package io.fakeredis.module.timeseries;

import io.fakeredis.api.Errors;
import io.fakeredis.api.Feature;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** Answers a query. */
final class RangeRun {
  /**
   * The module of 8.10 tells of buckets without samples if the series has samples on both sides, be
   * they in the range or not; earlier ones only if both are.
   */
  static final Feature FILLS_GAPS = Feature.since("TIMESERIES.fills-gaps", "8.10");

  private static final int MOST_BUCKETS = 1 << 22;

  private final Series series;
  private final @Nullable Sample latest;
  private final RangeQuery query;
  private final boolean reverse;
  private final boolean fillsGaps;
  private final List<Sample> results = new ArrayList<>();

  private RangeRun(
      Series series,
      @Nullable Sample latest,
      RangeQuery query,
      boolean reverse,
      boolean fillsGaps) {
    this.series = series;
    this.latest = latest;
    this.query = query;
    this.reverse = reverse;
    this.fillsGaps = fillsGaps;
  }

  /**
   * The samples or buckets, oldest or newest first.
   *
   * @param latest what is to be seen behind the samples of the series
   * @param fillsGaps whether it is the samples of the series between which gaps are filled, and not
   *     those of the range
   */
  static List<Sample> run(
      Series series,
      @Nullable Sample latest,
      RangeQuery query,
      boolean reverse,
      boolean fillsGaps) {
    return new RangeRun(series, latest, query, reverse, fillsGaps).run();
  }

  private List<Sample> run() {
    RangeQuery.Buckets buckets = query.buckets();
    if (buckets == null) {
      return samples(reverse).limit(query.count()).toList();
    }
    if (buckets.aggregation() == Aggregation.TWA) {
      average(samples(false).filter(s -> !Double.isNaN(s.value())).toList(), buckets);
    } else if (buckets.empty() && fillsGaps) {
      aggregateAll(buckets);
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
    double last = Double.NaN;
    while (samples.hasNext() && !isFull()) {
      Sample sample = samples.next();
      long start = buckets.start(sample.time());
      if (tally == null || start != current) {
        if (tally != null) {
          last = tell(current, tally, last, buckets);
          fill(current, last, start, buckets);
        }
        tally = buckets.tally(start);
        current = start;
      }
      tally.add(sample);
    }
    if (tally != null) {
      tell(current, tally, last, buckets);
    }
  }

  /**
   * Tells of a bucket that has samples; if none of them counts, it is as good as empty.
   *
   * @param last the result before
   * @return the result that the next one follows
   */
  private double tell(long start, Tally tally, double last, RangeQuery.Buckets buckets) {
    if (tally.count() > 0) {
      tell(start, tally.result(), buckets);
      return tally.result();
    }
    if (buckets.empty()) {
      tell(start, buckets.aggregation().ofNone(last), buckets);
    }
    return last;
  }

  private void tell(long start, double value, RangeQuery.Buckets buckets) {
    if (!isFull()) {
      results.add(new Sample(buckets.shown(start), value));
      checkRoom(results);
    }
  }

  /** Tells of the empty buckets between one and the next, if they are asked for. */
  private void fill(long current, double last, long next, RangeQuery.Buckets buckets) {
    if (!buckets.empty()) {
      return;
    }
    double value = buckets.aggregation().ofNone(last);
    long step = reverse ? -buckets.duration() : buckets.duration();
    for (long at = current + step; at != next && !isFull(); at += step) {
      tell(at, value, buckets);
    }
  }

  /** Tells of all buckets of the range between the first sample of the series and the last. */
  private void aggregateAll(RangeQuery.Buckets buckets) {
    Sample first = known(series.between(0, Long.MAX_VALUE));
    Sample last = latest == null ? known(series.backwards(0, Long.MAX_VALUE)) : latest;
    if (first == null || last == null || query.from() > query.to()) {
      return;
    }
    NavigableMap<Long, Tally> tallies = tallies(buckets);
    long from = buckets.start(Math.max(query.from(), first.time()));
    long to = buckets.start(Math.min(query.to(), last.time()));
    long count = from > to ? 0 : (to - from) / buckets.duration() + 1;
    double before = before();
    double told = Double.NaN;
    for (long i = 0; i < count && !isFull(); i++) {
      long start = reverse ? to - i * buckets.duration() : from + i * buckets.duration();
      Tally tally = tallies.get(start);
      if (tally == null) {
        told = buckets.aggregation().ofNone(older(tallies, start, before));
        tell(start, told, buckets);
      } else {
        told = tell(start, tally, told, buckets);
      }
    }
  }

  /** What is kept of the buckets that have samples, by their starts. */
  private NavigableMap<Long, Tally> tallies(RangeQuery.Buckets buckets) {
    NavigableMap<Long, Tally> tallies = new TreeMap<>();
    samples(false)
        .forEach(
            sample -> {
              long start = buckets.start(sample.time());
              tallies.computeIfAbsent(start, buckets::tally).add(sample);
            });
    return tallies;
  }

  /** The last result in front of the bucket, or what was before all of them. */
  private static double older(NavigableMap<Long, Tally> tallies, long start, double before) {
    for (Tally tally : tallies.headMap(start, false).descendingMap().values()) {
      if (tally.count() > 0) {
        return tally.result();
      }
    }
    return before;
  }

  /** The last value before the range. */
  private double before() {
    Sample last = query.from() == 0 ? null : known(series.backwards(0, query.from() - 1));
    return last == null ? Double.NaN : last.value();
  }

  /** The first of the samples that is a number and passes the filters; null if none does. */
  private @Nullable Sample known(Iterable<Sample> samples) {
    for (Sample sample : samples) {
      if (query.accepts(sample) && !Double.isNaN(sample.value())) {
        return sample;
      }
    }
    return null;
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
