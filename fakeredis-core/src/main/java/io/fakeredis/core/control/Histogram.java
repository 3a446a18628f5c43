package io.fakeredis.core.control;

import java.util.Arrays;
import java.util.function.BiConsumer;

/**
 * Counts durations with two significant digits, as the real server's HdrHistogram does: buckets of
 * 128 steps, of which each is twice as wide as the one before.
 */
final class Histogram {
  private static final int STEPS = 128;
  private static final int STEP_BITS = 7;
  private static final long FIRST_LIMIT = 1024;
  private static final long MOST_NANOS = 1_000_000_000;

  private int[] counts = new int[2 * STEPS];
  private long total;

  void record(long nanos) {
    int index = index(Math.max(1, Math.min(nanos, MOST_NANOS)));
    if (index >= counts.length) {
      counts = Arrays.copyOf(counts, (index / STEPS + 1) * STEPS);
    }
    counts[index]++;
    total++;
  }

  private static int index(long nanos) {
    int bucket = Math.max(0, Long.SIZE - Long.numberOfLeadingZeros(nanos) - STEP_BITS - 1);
    return bucket * STEPS + (int) (nanos >> bucket);
  }

  /** The highest duration that is counted at the index. */
  private static long highestOf(int index) {
    int bucket = Math.max(0, index / STEPS - 1);
    long step = index - (long) bucket * STEPS;
    return ((step + 1) << bucket) - 1;
  }

  long total() {
    return total;
  }

  /** The duration in nanoseconds that so many percent of the recorded ones do not exceed. */
  long percentile(double percent) {
    long wanted = Math.max(1, (long) (percent / 100 * total + 0.5));
    long seen = 0;
    for (int i = 0; i < counts.length; i++) {
      seen += counts[i];
      if (seen >= wanted) {
        return highestOf(i);
      }
    }
    return 0;
  }

  /**
   * Visits limits, each about twice the one before, with the number of durations up to each, where
   * that has grown. Limits are told in microseconds.
   */
  void eachDoubling(BiConsumer<Long, Long> visitor) {
    long seen = 0;
    long told = 0;
    int at = 0;
    for (long limit = FIRST_LIMIT; told < total; limit *= 2) {
      int last = index(limit);
      for (; at <= last && at < counts.length; at++) {
        seen += counts[at];
      }
      if (seen > told) {
        visitor.accept(highestOf(last) / 1000, seen);
        told = seen;
      }
    }
  }
}
