package io.fakeredis.module.timeseries;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Averages over time: between two samples the value goes from one to the other in a straight line.
 * The samples next to the range count too, but only for the value at its ends.
 */
final class TimeWeights {
  private final List<Sample> points = new ArrayList<>();
  private final boolean empty;
  private final long from;
  private final long to;

  /**
   * Averages of the samples.
   *
   * @param samples in the range, oldest first
   * @param before the last sample before the range
   * @param after the first sample after the range
   */
  TimeWeights(
      List<Sample> samples, @Nullable Sample before, @Nullable Sample after, RangeQuery query) {
    if (before != null) {
      points.add(before);
    }
    points.addAll(samples);
    if (after != null) {
      points.add(after);
    }
    empty = query.from() > query.to() || (samples.isEmpty() && (before == null || after == null));
    long firstSample = samples.isEmpty() ? Long.MAX_VALUE : samples.get(0).time();
    long lastSample = samples.isEmpty() ? -1 : samples.get(samples.size() - 1).time();
    from = before == null ? firstSample : query.from();
    to = after == null ? lastSample : query.to();
  }

  /** Whether nothing is known of any time in the range. */
  boolean isEmpty() {
    return empty;
  }

  /** The first time of which something is known. */
  long from() {
    return from;
  }

  /** The last time of which something is known. */
  long to() {
    return to;
  }

  /**
   * The average between two times, the second excluded.
   *
   * @param reverse whether the latest come first into the sum, which shows in its last digits
   */
  double average(long start, long end, boolean reverse) {
    long left = Math.max(start, from);
    long right = Math.min(end, to);
    int at = firstFrom(left);
    Sample previous = new Sample(left, valueAt(left));
    if (left >= right) {
      return previous.value();
    }
    if (points.get(at).time() >= right) {
      return (previous.value() + valueAt(right)) / 2;
    }
    List<Double> areas = new ArrayList<>();
    for (; at < points.size() && points.get(at).time() < right; at++) {
      areas.add(area(previous, points.get(at)));
      previous = points.get(at);
    }
    areas.add(area(previous, new Sample(right, valueAt(right))));
    double area = 0;
    for (int i = 0; i < areas.size(); i++) {
      area += areas.get(reverse ? areas.size() - 1 - i : i);
    }
    return area / (right - left);
  }

  private static double area(Sample a, Sample b) {
    return (a.value() + b.value()) / 2 * (b.time() - a.time());
  }

  private double valueAt(long time) {
    int at = firstFrom(time);
    Sample b = points.get(at);
    if (b.time() == time) {
      return b.value();
    }
    Sample a = points.get(at - 1);
    return a.value() + (b.value() - a.value()) * (time - a.time()) / (b.time() - a.time());
  }

  /** The index of the first point at the time or later. */
  private int firstFrom(long time) {
    int low = 0;
    int high = points.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (points.get(middle).time() < time) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
