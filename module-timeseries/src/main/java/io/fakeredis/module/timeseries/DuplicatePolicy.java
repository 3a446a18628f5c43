package io.fakeredis.module.timeseries;

import io.fakeredis.api.Bytes;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What becomes of a sample whose time has one already. The order is that of the module's dumps. */
enum DuplicatePolicy {
  NONE,
  BLOCK,
  LAST,
  FIRST,
  MIN,
  MAX,
  SUM;

  /** All policies; where one stands is its number in dumps. */
  private static final List<DuplicatePolicy> NUMBERED = List.of(values());

  /** The number in dumps. */
  int number() {
    return NUMBERED.indexOf(this);
  }

  /** The policy with that number in dumps. */
  static DuplicatePolicy numbered(long number) {
    if (number < 0 || number >= NUMBERED.size()) {
      throw new IllegalArgumentException("not a policy");
    }
    return NUMBERED.get((int) number);
  }

  /** The policy of that name, in whatever case; null if there is none. */
  static @Nullable DuplicatePolicy named(Bytes word) {
    for (DuplicatePolicy policy : NUMBERED) {
      if (policy != NONE && word.is(policy.name())) {
        return policy;
      }
    }
    return null;
  }

  /** Whether a second sample at a time is an error. */
  boolean refuses(double old, double added) {
    return switch (this) {
      case NONE, BLOCK -> true;
      case FIRST, LAST -> false;
      case MIN, MAX, SUM -> Double.isNaN(old) || Double.isNaN(added);
    };
  }

  /** The value that stays. */
  double merge(double old, double added) {
    return switch (this) {
      case NONE, BLOCK, FIRST -> old;
      case LAST -> added;
      case MIN -> added < old ? added : old;
      case MAX -> added > old ? added : old;
      case SUM -> old + added;
    };
  }
}
