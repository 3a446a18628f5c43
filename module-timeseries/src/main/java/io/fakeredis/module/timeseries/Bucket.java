package io.fakeredis.module.timeseries;

/** Figures of the samples in a span of time, in the order in which they were added. */
final class Bucket {
  private final long start;
  private long count;
  private double sum;
  private double squares;
  private double least;
  private double greatest;
  private double first;
  private double last;

  Bucket(long start) {
    this.start = start;
  }

  /** The first time; negative if the alignment has the first bucket begin before all time. */
  long start() {
    return start;
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

  long count() {
    return count;
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

  /** The variance if these are all samples there are. */
  double variance() {
    double average = sum / count;
    return (squares - 2 * sum * sum / count + average * average * count) / count;
  }

  /** The variance if these are some of the samples. */
  double sampleVariance() {
    return count < 2 ? 0 : variance() * count / (count - 1);
  }
}
