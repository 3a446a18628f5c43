package io.fakeredis.core.command;

import io.fakeredis.core.value.SortedSetValue;
import io.fakeredis.core.value.SortedSetValue.Member;

/** A part of a sorted set between two bounds, of scores or of names. */
interface MemberRange {

  /** Whether the member is in front of the range. */
  boolean isBelow(Member member);

  /** Whether the member is behind the range. */
  boolean isAbove(Member member);

  /** Whether nothing can be between the bounds. */
  boolean isEmpty();

  /** The ranks that the range has in a set. */
  default RankRange in(SortedSetValue set, boolean reverse) {
    Member first = set.first();
    Member last = set.last();
    if (isEmpty() || first == null || last == null || isAbove(first) || isBelow(last)) {
      return RankRange.EMPTY;
    }
    if (set.isListpack()) {
      return reverse ? walkBackward(set, last) : walkForward(first);
    }
    return new RankRange(set.countWhile(this::isBelow), set.countWhile(member -> !isAbove(member)));
  }

  /**
   * Small sets are searched from the end, member by member. That shows where names are asked for
   * but scores differ: what then matches need not be one stretch.
   */
  private RankRange walkForward(Member first) {
    int from = 0;
    Member at = first;
    while (at != null && isBelow(at)) {
      at = at.next();
      from++;
    }
    int to = from;
    while (at != null && !isAbove(at)) {
      at = at.next();
      to++;
    }
    return new RankRange(from, to);
  }

  private RankRange walkBackward(SortedSetValue set, Member last) {
    int to = set.size();
    Member at = last;
    while (at != null && isAbove(at)) {
      at = at.previous();
      to--;
    }
    int from = to;
    while (at != null && !isBelow(at)) {
      at = at.previous();
      from--;
    }
    return new RankRange(from, to);
  }
}
