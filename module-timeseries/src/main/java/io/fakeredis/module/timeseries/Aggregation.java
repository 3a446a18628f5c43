package io.fakeredis.module.timeseries;

import io.fakeredis.api.Bytes;
import io.fakeredis.api.Errors;
import io.fakeredis.api.Feature;
import io.fakeredis.api.Profile;
import java.util.List;
import java.util.Locale;
import java.util.function.DoublePredicate;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** What is told of all samples in a bucket. The order is that of the module's files. */
enum Aggregation {
  MIN(Figures::least),
  MAX(Figures::greatest),
  SUM(Figures::sum),
  AVG(Figures::average),
  COUNT(Figures::count),
  FIRST(Figures::first),
  LAST(Figures::last),
  RANGE(figures -> figures.greatest() - figures.least()),
  STD_P(figures -> Math.sqrt(figures.variance())),
  STD_S(figures -> Math.sqrt(figures.sampleVariance())),
  VAR_P(Figures::variance),
  VAR_S(Figures::sampleVariance),
  TWA(Figures::average),
  COUNTNAN(Figures::count),
  COUNTALL(Figures::count);

  /** Since the module of 8.6 values may be no numbers, which most aggregations leave out. */
  static final Feature NOT_A_NUMBER = Feature.since("TIMESERIES.nan", "8.6");

  private static final List<Aggregation> NUMBERED = List.of(values());

  private final ToDoubleFunction<Figures> result;

  Aggregation(ToDoubleFunction<Figures> result) {
    this.result = result;
  }

  /**
   * The aggregation of that name, in whatever case.
   *
   * @throws io.fakeredis.api.CommandException if there is none
   */
  static Aggregation named(Bytes word, Profile profile) {
    Aggregation aggregation = find(word, profile);
    if (aggregation == null) {
      throw Errors.error("ERR TSDB: Unknown aggregation type");
    }
    return aggregation;
  }

  /** The aggregation of that name, in whatever case; null if there is none. */
  static @Nullable Aggregation find(Bytes word, Profile profile) {
    for (Aggregation aggregation : values()) {
      if (word.is(aggregation.word())) {
        return aggregation.isOf(profile) ? aggregation : null;
      }
    }
    return null;
  }

  /** The number in files. */
  int number() {
    return NUMBERED.indexOf(this) + 1;
  }

  /** The aggregation with that number in files. */
  static Aggregation numbered(long number) {
    if (number < 1 || number > NUMBERED.size()) {
      throw new IllegalArgumentException("not an aggregation");
    }
    return NUMBERED.get((int) number - 1);
  }

  private boolean isOf(Profile profile) {
    return (this != COUNTNAN && this != COUNTALL) || profile.has(NOT_A_NUMBER);
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

  /** Whether the result is how many samples there are of some kind. */
  boolean counts() {
    return this == COUNT || this == COUNTNAN || this == COUNTALL;
  }

  /** How many bytes the module allocates for what it keeps of a bucket. */
  int memory() {
    return switch (this) {
      case FIRST, LAST, SUM, COUNT, COUNTNAN, COUNTALL -> 2 * Double.BYTES;
      case TWA -> 16 * Double.BYTES;
      default -> 3 * Double.BYTES;
    };
  }

  private DoublePredicate counted() {
    return switch (this) {
      case COUNTNAN -> Double::isNaN;
      case COUNTALL -> value -> true;
      default -> value -> !Double.isNaN(value);
    };
  }

  /** What is kept of the samples in the bucket. */
  Tally tally(long start, long end) {
    return this == TWA ? new WeightedTally(start, end) : new Figures(result, counted());
  }

  /** What is kept of values at one time, all of which count. */
  Tally tallyOfAll() {
    return new Figures(result, value -> true);
  }

  /**
   * What is told of a bucket without samples.
   *
   * @param last the result of the bucket before it
   */
  double ofNone(double last) {
    return switch (this) {
      case SUM, COUNT, COUNTNAN, COUNTALL -> 0;
      case LAST -> last;
      default -> Double.NaN;
    };
  }
}
