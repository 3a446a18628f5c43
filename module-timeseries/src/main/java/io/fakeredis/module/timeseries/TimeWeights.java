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
      areas.add(previous.areaTo(points.get(at)));
      previous = points.get(at);
    }
    areas.add(previous.areaTo(new Sample(right, valueAt(right))));
    double area = 0;
    for (int i = 0; i < areas.size(); i++) {
      area += areas.get(reverse ? areas.size() - 1 - i : i);
    }
    return area / (right - left);
  }

  private double valueAt(long time) {
    int at = firstFrom(time);
    Sample point = points.get(at);
    return point.time() == time ? point.value() : point.valueAt(time, points.get(at - 1));
  }

  private int firstFrom(long time) {
    return Series.firstFrom(points, time);
  }
}
