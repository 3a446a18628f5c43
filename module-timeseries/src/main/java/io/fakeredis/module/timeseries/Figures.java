package io.fakeredis.module.timeseries;

import java.util.function.DoublePredicate;
import java.util.function.ToDoubleFunction;

/** Figures of samples from which most aggregations make their results. */
final class Figures implements Tally {
  private final ToDoubleFunction<Figures> aggregation;
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
   * @param aggregation what makes the result of them
   * @param counted which values it makes it of
   */
  Figures(ToDoubleFunction<Figures> aggregation, DoublePredicate counted) {
    this.aggregation = aggregation;
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
    return aggregation.applyAsDouble(this);
  }

  @Override
  public Figures copy() {
    Figures copy = new Figures(aggregation, counted);
    copy.count = count;
    copy.sum = sum;
    copy.squares = squares;
    copy.least = least;
    copy.greatest = greatest;
    copy.first = first;
    copy.last = last;
    return copy;
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
