package io.fakeredis.module.timeseries;

import io.fakeredis.api.Bytes;
import io.fakeredis.api.ModuleCodec;
import java.util.function.DoublePredicate;
import java.util.function.ToDoubleFunction;

/** Figures of samples from which most aggregations make their results. */
final class Figures implements Tally {
  private final ToDoubleFunction<Figures> formula;
  private final DoublePredicate counted;
  private long count;
  private double sum;
  private double squares;
  private double least = Double.NaN;
  private double greatest = Double.NaN;
  private double first = Double.NaN;
  private double last = Double.NaN;

  /**
   * No figures yet.
   *
   * @param formula what makes the result of them
   * @param counted which values it makes it of
   */
  Figures(ToDoubleFunction<Figures> formula, DoublePredicate counted) {
    this.formula = formula;
    this.counted = counted;
  }

  @Override
  public void add(Sample sample) {
    if (counted.test(sample.value())) {
      add(sample.value());
    }
  }

  private void add(double value) {
    if (count == 0) {
      first = value;
      least = value;
      greatest = value;
    }
    least = value < least ? value : least;
    greatest = value > greatest ? value : greatest;
    last = value;
    sum += value;
    squares += value * value;
    count++;
  }

  @Override
  public long count() {
    return count;
  }

  @Override
  public double result() {
    return formula.applyAsDouble(this);
  }

  @Override
  public void save(Aggregation aggregation, ModuleCodec.Writer out) {
    switch (aggregation) {
      case AVG -> {
        out.real(sum);
        out.real((double) count);
        out.unsigned(0);
      }
      case MIN, MAX, RANGE -> {
        out.real(count == 0 ? 0 : greatest);
        out.real(count == 0 ? 0 : least);
        out.string(Bytes.wrap(new byte[] {(byte) (count == 0 ? 1 : 0)}));
      }
      case STD_P, STD_S, VAR_P, VAR_S -> {
        out.real(sum);
        out.real(squares);
        out.unsigned(count);
      }
      default -> {
        out.real(count == 0 ? 0 : result());
        out.unsigned(count == 0 ? 1 : 0);
      }
    }
  }

  @Override
  public void load(Aggregation aggregation, ModuleCodec.Reader in) {
    switch (aggregation) {
      case AVG -> {
        sum = in.real();
        count = (long) in.real();
        in.unsigned();
      }
      case MIN, MAX, RANGE -> {
        greatest = in.real();
        least = in.real();
        count = 1L - in.string().at(0);
      }
      case STD_P, STD_S, VAR_P, VAR_S -> {
        sum = in.real();
        squares = in.real();
        count = in.unsigned();
      }
      default -> loadOne(aggregation, in);
    }
  }

  private void loadOne(Aggregation aggregation, ModuleCodec.Reader in) {
    double value = in.real();
    boolean isEmpty = in.unsigned() != 0;
    first = value;
    last = value;
    sum = value;
    long some = aggregation.counts() ? (long) value : 1;
    count = isEmpty ? 0 : some;
  }

  double sum() {
    return sum;
  }

  double least() {
    return least;
  }

  double greatest() {
    return greatest;
  }

  double first() {
    return first;
  }

  double last() {
    return last;
  }

  double average() {
    return sum / count;
  }

  /** The variance if these are all samples there are. */
  double variance() {
    double average = average();
    return (squares - 2 * sum * sum / count + average * average * count) / count;
  }

  /** The variance if these are some of the samples. */
  double sampleVariance() {
    return count == 1 ? 0 : variance() * count / (count - 1);
  }
}
