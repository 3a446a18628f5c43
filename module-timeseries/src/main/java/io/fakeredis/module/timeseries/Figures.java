package io.fakeredis.module.timeseries;

import java.util.function.ToDoubleFunction;

/** Figures of samples from which most aggregations make their results. */
final class Figures implements Tally {
  private final ToDoubleFunction<Figures> aggregation;
  private long count;
  private double sum;
  private double squares;
  private double least;
  private double greatest;
  private double first;
  private double last;

  /**
   * No figures yet.
   *
   * @param aggregation what makes the result of them
   */
  Figures(ToDoubleFunction<Figures> aggregation) {
    this.aggregation = aggregation;
  }

  @Override
  public void add(Sample sample) {
    add(sample.value());
  }

  void add(double value) {
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
    Figures copy = new Figures(aggregation);
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
    return count < 2 ? 0 : variance() * count / (count - 1);
  }
}
