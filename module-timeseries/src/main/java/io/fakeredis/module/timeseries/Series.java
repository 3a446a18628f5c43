package io.fakeredis.module.timeseries;

import io.fakeredis.api.Bytes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Samples in the order of time, no two at the same. */
final class Series {
  private static final int LEAST_ROOM = 16;

  private SeriesOptions options;
  private Bytes key = Bytes.EMPTY;
  private long[] times = new long[LEAST_ROOM];
  private double[] values = new double[LEAST_ROOM];
  private int count;

  Series(SeriesOptions options) {
    this.options = options;
  }

  SeriesOptions options() {
    return options;
  }

  void setOptions(SeriesOptions changed) {
    options = changed;
  }

  /** The key under which the series came to lie last: dumps tell of it. */
  Bytes key() {
    return key;
  }

  void setKey(Bytes changed) {
    key = changed;
  }

  /** How many samples there are, hidden ones included. */
  int count() {
    return count;
  }

  Sample sample(int index) {
    return new Sample(times[index], values[index]);
  }

  /** The newest sample; null if there is none. */
  @Nullable Sample last() {
    return count == 0 ? null : sample(count - 1);
  }

  Series copy() {
    Series copy = new Series(options);
    copy.times = times.clone();
    copy.values = values.clone();
    copy.count = count;
    return copy;
  }

  /** Whether the retention refuses a sample at the time. */
  boolean isTooOld(long time) {
    return time < oldest();
  }

  /** The first time that the retention shows. */
  private long oldest() {
    if (options.retention() == 0 || count == 0) {
      return 0;
    }
    return Math.max(0, times[count - 1] - options.retention());
  }

  /**
   * Adds the sample, or merges it with the one at its time.
   *
   * @return whether the policy allows it
   */
  boolean put(Sample sample, DuplicatePolicy policy) {
    int at = Arrays.binarySearch(times, 0, count, sample.time());
    if (at >= 0) {
      values[at] = policy.merge(values[at], sample.value());
      return !policy.refuses();
    }
    insert(-at - 1, sample);
    return true;
  }

  private void insert(int at, Sample sample) {
    if (count == times.length) {
      int room = Math.max(LEAST_ROOM, count + (count >> 1));
      times = Arrays.copyOf(times, room);
      values = Arrays.copyOf(values, room);
    }
    System.arraycopy(times, at, times, at + 1, count - at);
    System.arraycopy(values, at, values, at + 1, count - at);
    times[at] = sample.time();
    values[at] = sample.value();
    count++;
    trim();
  }

  /** Drops hidden samples once there are as many as fill a chunk. */
  private void trim() {
    int hidden = firstFrom(oldest());
    if (hidden >= options.chunkSize() / (Long.BYTES + Double.BYTES)) {
      removeBetween(0, hidden);
    }
  }

  /**
   * Removes the samples from one time to another, both included.
   *
   * @return how many there were
   */
  int remove(long from, long to) {
    int first = firstFrom(from);
    int end = endOf(to);
    if (first >= end) {
      return 0;
    }
    removeBetween(first, end);
    return end - first;
  }

  private void removeBetween(int first, int end) {
    System.arraycopy(times, end, times, first, count - end);
    System.arraycopy(values, end, values, first, count - end);
    count -= end - first;
  }

  /** The visible samples from one time to another, both included. */
  List<Sample> between(long from, long to) {
    int end = endOf(to);
    List<Sample> samples = new ArrayList<>();
    for (int i = firstFrom(Math.max(from, oldest())); i < end; i++) {
      samples.add(sample(i));
    }
    return samples;
  }

  /** The last visible sample before the time; null if there is none. */
  @Nullable Sample before(long time) {
    int at = firstFrom(time) - 1;
    return at >= 0 && times[at] >= oldest() ? sample(at) : null;
  }

  /** The first visible sample after the time; null if there is none. */
  @Nullable Sample after(long time) {
    int at = Math.max(endOf(time), firstFrom(oldest()));
    return at < count ? sample(at) : null;
  }

  /** The index of the first sample at the time or later. */
  private int firstFrom(long time) {
    int at = Arrays.binarySearch(times, 0, count, time);
    return at >= 0 ? at : -at - 1;
  }

  /** The index behind the last sample at the time or earlier. */
  private int endOf(long time) {
    int at = Arrays.binarySearch(times, 0, count, time);
    return at >= 0 ? at + 1 : -at - 1;
  }
}
