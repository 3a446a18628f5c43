package io.fakeredis.core.command;

import io.fakeredis.api.Bytes;
import io.fakeredis.api.Call;
import io.fakeredis.api.Errors;
import io.fakeredis.api.Feature;

/** How ZUNION and ZINTER make one score of several. */
enum Aggregate {
  SUM,
  MIN,
  MAX,
  /** The sum of the weights of those inputs that have the member. */
  COUNT;

  private static final Feature COUNTS = Feature.since("ZUNION.COUNT", "8.8");

  static Aggregate parse(Call call, Bytes word) {
    for (Aggregate aggregate : values()) {
      if (word.is(aggregate.name()) && (aggregate != COUNT || call.has(COUNTS))) {
        return aggregate;
      }
    }
    throw Errors.syntax();
  }

  /** What a member of that score contributes; NaN where infinity meets a weight of zero. */
  double weigh(double score, double weight) {
    return this == COUNT ? weight : weight * score;
  }

  /** Both in one; infinities that cancel out make 0, and what is not a number is not compared. */
  double combine(double total, double more) {
    return switch (this) {
      case SUM, COUNT -> orZero(total + more);
      case MIN -> more < total ? more : total;
      case MAX -> more > total ? more : total;
    };
  }

  static double orZero(double score) {
    return Double.isNaN(score) ? 0 : score;
  }
}
