package io.fakeredis.module.timeseries;

import io.fakeredis.api.Bytes;
import io.fakeredis.api.Errors;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** What is told of all samples in a bucket. */
enum Aggregation {
  AVG(Figures::average),
  FIRST(Figures::first),
  LAST(Figures::last),
  MIN(Figures::least),
  MAX(Figures::greatest),
  SUM(Figures::sum),
  RANGE(figures -> figures.greatest() - figures.least()),
  COUNT(Figures::count),
  STD_P(figures -> Math.sqrt(figures.variance())),
  STD_S(figures -> Math.sqrt(figures.sampleVariance())),
  VAR_P(Figures::variance),
  VAR_S(Figures::sampleVariance),
  TWA(Figures::average);

  private final ToDoubleFunction<Figures> result;

  Aggregation(ToDoubleFunction<Figures> result) {
    this.result = result;
  }

  /**
   * The aggregation of that name, in whatever case.
   *
   * @throws io.fakeredis.api.CommandException if there is none
   */
  static Aggregation named(Bytes word) {
    Aggregation aggregation = find(word);
    if (aggregation == null) {
      throw Errors.error("ERR TSDB: Unknown aggregation type");
    }
    return aggregation;
  }

  /** The aggregation of that name, in whatever case; null if there is none. */
  static @Nullable Aggregation find(Bytes word) {
    for (Aggregation aggregation : values()) {
      if (word.is(aggregation.word())) {
        return aggregation;
      }
    }
    return null;
  }

  /** The name, in small letters. */
  String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '.');
  }

  /** The name, in capitals. */
  String title() {
    return name().replace('_', '.');
  }

  /** Whether values of several series at one time can be made one by it. */
  boolean reduces() {
    return this != FIRST && this != LAST && this != TWA;
  }

  /** How many bytes the module allocates for what it keeps of a bucket. */
  int memory() {
    return switch (this) {
      case FIRST, LAST, SUM, COUNT -> 2 * Double.BYTES;
      case TWA -> 16 * Double.BYTES;
      default -> 3 * Double.BYTES;
    };
  }

  /** What is kept of the samples in the bucket. */
  Tally tally(long start, long end) {
    return this == TWA ? new TimeWeight(start, end) : new Figures(result);
  }

  /** What is told of a bucket without samples that follows the other one. */
  double ofNone(Tally before) {
    return switch (this) {
      case SUM, COUNT -> 0;
      case LAST -> before.result();
      default -> Double.NaN;
    };
  }
}
