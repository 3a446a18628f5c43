package io.fakeredis.core.command;

import io.fakeredis.api.Bytes;
import io.fakeredis.api.Call;
import io.fakeredis.api.Doubles;
import io.fakeredis.api.Errors;
import io.fakeredis.api.Feature;
import io.fakeredis.core.value.SortedSetValue.Member;

/** The members whose scores are between two bounds, as ZRANGEBYSCORE takes them. */
record ScoreRange(Bound min, Bound max) implements MemberRange {
  /**
   * Since 8.0 spaces may not lead and hexadecimal is refused, which is not so for other numbers.
   */
  private static final Feature DECIMAL = Feature.since("ZRANGEBYSCORE.decimal-bounds", "8.0");

  /** Since then an empty bound is none, with a parenthesis or without; before it is 0. */
  private static final Feature NO_EMPTY_BOUNDS =
      Feature.since("ZRANGEBYSCORE.no-empty-bounds", "valkey 9.2");

  /** A score that is part of the range or just beyond it. */
  record Bound(double score, boolean exclusive) {

    static Bound parse(Call call, Bytes text) {
      boolean exclusive = !text.isEmpty() && text.at(0) == '(';
      double score = score(call, exclusive ? text.slice(1, text.length()) : text);
      if (Double.isNaN(score)) {
        throw Errors.error("ERR min or max is not a float");
      }
      return new Bound(score, exclusive);
    }

    /** A zero byte ends the text, and no text at all is 0. */
    private static double score(Call call, Bytes text) {
      String word = text.latin();
      int end = word.indexOf(0);
      String visible = end < 0 ? word : word.substring(0, end);
      if (visible.isEmpty()) {
        return call.has(NO_EMPTY_BOUNDS) ? Double.NaN : 0;
      }
      if (call.has(DECIMAL)) {
        boolean hexadecimal = visible.indexOf('x') >= 0 || visible.indexOf('X') >= 0;
        return hexadecimal ? Double.NaN : Doubles.strtod(Bytes.latin(visible));
      }
      return Doubles.strtod(Bytes.latin(visible.replaceFirst("^[ \\t-\\r]+", "")));
    }
  }

  static ScoreRange parse(Call call, Bytes min, Bytes max) {
    return new ScoreRange(Bound.parse(call, min), Bound.parse(call, max));
  }

  @Override
  public boolean isBelow(Member member) {
    return min.exclusive ? member.score() <= min.score : member.score() < min.score;
  }

  @Override
  public boolean isAbove(Member member) {
    return max.exclusive ? member.score() >= max.score : member.score() > max.score;
  }

  @Override
  public boolean isEmpty() {
    return min.score > max.score || (min.score == max.score && (min.exclusive || max.exclusive));
  }
}
