package io.fakeredis.module.timeseries;

import io.fakeredis.api.ModuleCodec;
import org.jspecify.annotations.Nullable;

/** The average over the time of one bucket, between whose samples the value goes straight. */
final class WeightedTally implements Tally {
  private final long start;
  private final long end;
  private @Nullable Sample before;
  private @Nullable Sample point;
  private long from;
  private double area;
  private long count;

  /**
   * A bucket.
   *
   * @param start its first time
   * @param end the first time after it
   */
  WeightedTally(long start, long end) {
    this.start = start;
    this.end = end;
  }

  @Override
  public void addBefore(Sample sample) {
    before = Double.isNaN(sample.value()) ? null : sample;
  }

  @Override
  public void add(Sample sample) {
    if (Double.isNaN(sample.value())) {
      return;
    }
    if (point == null) {
      from = before == null ? sample.time() : start;
      point = before == null ? sample : new Sample(start, sample.valueAt(start, before));
    }
    goTo(point, sample);
    count++;
  }

  @Override
  public void addAfter(Sample sample) {
    if (point != null && !Double.isNaN(sample.value())) {
      goTo(point, new Sample(end, sample.valueAt(end, point)));
    }
  }

  private void goTo(Sample last, Sample next) {
    area += last.areaTo(next);
    point = next;
  }

  @Override
  public long count() {
    return count;
  }

  @Override
  public double result() {
    if (point == null) {
      return Double.NaN;
    }
    long width = point.time() - from;
    return width == 0 ? point.value() : area / width;
  }

  @Override
  public void save(Aggregation aggregation, ModuleCodec.Writer out) {
    out.real(area);
    out.real((double) count);
    out.unsigned(0);
    save(point, out);
    save(before, out);
    out.unsigned(from);
  }

  private static void save(@Nullable Sample sample, ModuleCodec.Writer out) {
    out.unsigned(sample == null ? 0 : 1);
    out.unsigned(sample == null ? 0 : sample.time());
    out.real(sample == null ? 0 : sample.value());
  }

  @Override
  public void load(Aggregation aggregation, ModuleCodec.Reader in) {
    area = in.real();
    count = (long) in.real();
    in.unsigned();
    point = sample(in);
    before = sample(in);
    from = in.unsigned();
  }

  private static @Nullable Sample sample(ModuleCodec.Reader in) {
    boolean isThere = in.unsigned() != 0;
    Sample sample = new Sample(in.unsigned(), in.real());
    return isThere ? sample : null;
  }
}
