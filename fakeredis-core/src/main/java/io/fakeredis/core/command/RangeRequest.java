package io.fakeredis.core.command;

import io.fakeredis.api.Args;
import io.fakeredis.api.Bytes;
import io.fakeredis.api.Call;
import io.fakeredis.api.Errors;
import io.fakeredis.api.Feature;
import io.fakeredis.core.value.SortedSetValue;
import org.jspecify.annotations.Nullable;

/** What ZRANGE and the commands of its kind ask for: which members, in which order, how many. */
final class RangeRequest {
  /** Since 6.2 all of them take their options in one way; before, each had its own. */
  static final Feature UNIFIED = Feature.since("ZRANGE.BYSCORE", "6.2");

  /** A negative offset finds nothing, but for a while one in a skip list counted from the end. */
  private static final Feature JUMPS_BACK = Feature.since("ZRANGE.negative-offset-jumps", "7.4");

  private static final Feature JUMPS_NO_MORE = Feature.since("ZRANGE.no-negative-offset", "8.2");

  /** How members are picked. */
  enum By {
    RANK,
    SCORE,
    LEX
  }

  private @Nullable By by;
  private @Nullable Boolean reverse;
  private boolean withScores;
  private long offset;
  private long count = -1;
  private long start;
  private long end;
  private @Nullable MemberRange range;
  private boolean jumpsBack;

  private RangeRequest(@Nullable By by, @Nullable Boolean reverse) {
    this.by = by;
    this.reverse = reverse;
  }

  /**
   * Reads a call whose start and end stand at the index and behind it.
   *
   * @param by how members are picked; null if options say so
   * @param reverse in which order; null if options say so
   * @param store whether the members are to be stored rather than replied
   */
  static RangeRequest parse(
      Call call, int at, @Nullable By by, @Nullable Boolean reverse, boolean store) {
    RangeRequest request = new RangeRequest(by, reverse);
    request.jumpsBack = call.has(JUMPS_BACK) && !call.has(JUMPS_NO_MORE);
    if (call.has(UNIFIED)) {
      request.parseOptions(call.args(), at + 2, store);
      request.checkOptions();
      request.parseBounds(call, at);
    } else {
      request.parseOld(call, at);
    }
    return request;
  }

  private void parseOptions(Args args, int from, boolean store) {
    int i = from;
    while (i < args.count()) {
      i += parseOption(args, i, store);
    }
  }

  private int parseOption(Args args, int i, boolean store) {
    if (args.is(i, "WITHSCORES") && !store) {
      withScores = true;
    } else if (args.is(i, "LIMIT") && i + 2 < args.count()) {
      return parseLimit(args, i);
    } else if (args.is(i, "REV") && reverse == null) {
      reverse = true;
    } else if (args.is(i, "BYLEX") && by == null) {
      by = By.LEX;
    } else if (args.is(i, "BYSCORE") && by == null) {
      by = By.SCORE;
    } else {
      throw Errors.syntax();
    }
    return 1;
  }

  private int parseLimit(Args args, int i) {
    offset = args.integer(i + 1);
    count = args.integer(i + 2);
    return 3;
  }

  private void checkOptions() {
    if (count != -1 && by() == By.RANK) {
      throw Errors.error(
          "ERR syntax error, LIMIT is only supported in combination with either BYSCORE or BYLEX");
    }
    if (withScores && by() == By.LEX) {
      throw Errors.error("ERR syntax error, WITHSCORES not supported in combination with BYLEX");
    }
  }

  private void parseBounds(Call call, int at) {
    boolean swapped = isReverse() && by() != By.RANK;
    Bytes min = call.args().bytes(swapped ? at + 1 : at);
    Bytes max = call.args().bytes(swapped ? at : at + 1);
    switch (by()) {
      case RANK -> {
        start = call.args().integer(at);
        end = call.args().integer(at + 1);
      }
      case SCORE -> range = ScoreRange.parse(call, min, max);
      case LEX -> range = LexRange.parse(min, max);
    }
  }

  /** Up to 6.0 the bounds are checked in front of the options. */
  private void parseOld(Call call, int at) {
    Args args = call.args();
    parseBounds(call, at);
    if (by() == By.RANK && args.count() > 5) {
      throw Errors.syntax();
    }
    int i = at + 2;
    while (i < args.count()) {
      boolean allowed = args.is(i, "LIMIT") ? by() != By.RANK : by() != By.LEX;
      if (!allowed || args.is(i, "REV") || args.is(i, "BYLEX") || args.is(i, "BYSCORE")) {
        throw Errors.syntax();
      }
      i += parseOption(args, i, false);
    }
  }

  private By by() {
    return by == null ? By.RANK : by;
  }

  boolean isReverse() {
    return reverse != null && reverse;
  }

  /** Whether it was known beforehand how many members there will be. */
  boolean isByRank() {
    return by() == By.RANK;
  }

  boolean withScores() {
    return withScores;
  }

  /** The ranks, counted from the lowest score, that the set has for the request. */
  RankRange in(SortedSetValue set) {
    if (range != null) {
      RankRange ranks = range.in(set, isReverse());
      boolean fromEnd = offset < 0 && jumpsBack && !set.isListpack();
      return ranks.limit(fromEnd ? offset + ranks.count() : offset, count, isReverse());
    }
    RankRange ranks = RankRange.of(start, end, set.size());
    return isReverse() ? ranks.reversed(set.size()) : ranks;
  }
}
