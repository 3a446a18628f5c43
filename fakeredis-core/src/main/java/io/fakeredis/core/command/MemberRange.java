package io.fakeredis.core.command;

import io.fakeredis.core.value.SortedSetValue;
import io.fakeredis.core.value.SortedSetValue.Member;
import java.util.Iterator;

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
      return reverse ? walkBackward(set) : walkForward(set);
    }
    return new RankRange(set.countWhile(this::isBelow), set.countWhile(member -> !isAbove(member)));
  }

  /**
   * Small sets are searched from the end, member by member. That shows where names are asked for
   * but scores differ: what then matches need not be one stretch.
   */
  private RankRange walkForward(SortedSetValue set) {
    int from = 0;
    int to = 0;
    for (Member member : set) {
      if (to == from && isBelow(member)) {
        from++;
      } else if (isAbove(member)) {
        break;
      }
      to++;
    }
    return new RankRange(from, to);
  }

  private RankRange walkBackward(SortedSetValue set) {
    int to = set.size();
    int from = to;
    Iterator<Member> members = set.downFrom(to - 1);
    while (members.hasNext()) {
      Member member = members.next();
      if (from == to && isAbove(member)) {
        to--;
      } else if (isBelow(member)) {
        break;
      }
      from--;
    }
    return new RankRange(from, to);
  }
}
