package io.fakeredis.core.value;

import io.fakeredis.api.Bytes;
import io.fakeredis.core.value.SortedSetValue.Member;
import java.util.Arrays;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Members in the order of their scores, those with equal scores in the order of their bytes. Each
 * link of an upper level knows how many members it spans, so that ranks are found in O(log n).
 */
final class SkipList {
  private static final int MOST_LEVELS = 16;

  /** A member that is in front of all others and stands on every level. */
  private final Member head = new Member(Bytes.EMPTY, Double.NEGATIVE_INFINITY);

  private @Nullable Member last;
  private int size;
  private int seed = 0x2545F491;

  int size() {
    return size;
  }

  @Nullable Member first() {
    return head.next;
  }

  @Nullable Member last() {
    return last;
  }

  void insert(Member member) {
    int level = randomLevel();
    growTo(level);
    Path path = new Path(member);
    link(path.before, member);
    member.raise(level);
    for (int i = 0; i < path.above.length; i++) {
      Member above = path.above[i];
      int distance = path.rank - path.ranks[i];
      if (i < level) {
        member.forward[i] = above.forward[i];
        member.spans[i] = above.spans[i] - distance;
        above.forward[i] = member;
        above.spans[i] = distance + 1;
      } else {
        above.spans[i]++;
      }
    }
    size++;
  }

  private int randomLevel() {
    seed ^= seed << 13;
    seed ^= seed >>> 17;
    seed ^= seed << 5;
    // a quarter of the members stands on each level above another
    return Math.min(MOST_LEVELS, Integer.numberOfTrailingZeros(seed) / 2);
  }

  private void growTo(int level) {
    int levels = head.levels();
    if (level > levels) {
      head.raise(level);
      Arrays.fill(head.spans, levels, level, size);
    }
  }

  /** The way down to a member, or to the place where it belongs. */
  private final class Path {
    /** On each level, the last member in front of it, and how many there are up to that one. */
    final Member[] above = new Member[head.levels()];

    final int[] ranks = new int[head.levels()];

    /** The same on the ground. */
    Member before = head;

    int rank;

    Path(Member member) {
      for (int i = above.length - 1; i >= 0; i--) {
        Member following = before.forward[i];
        while (following != null && following.compareTo(member) < 0) {
          rank += before.spans[i];
          before = following;
          following = before.forward[i];
        }
        above[i] = before;
        ranks[i] = rank;
      }
      Member following = before.next;
      while (following != null && following.compareTo(member) < 0) {
        rank++;
        before = following;
        following = before.next;
      }
    }
  }

  private void link(Member before, Member member) {
    Member after = before.next;
    member.next = after;
    member.previous = before == head ? null : before;
    before.next = member;
    if (after == null) {
      last = member;
    } else {
      after.previous = member;
    }
  }

  void remove(Member member) {
    Path path = new Path(member);
    for (int i = 0; i < path.above.length; i++) {
      Member above = path.above[i];
      if (above.forward[i] == member) {
        above.spans[i] += member.spans[i] - 1;
        above.forward[i] = member.forward[i];
      } else {
        above.spans[i]--;
      }
    }
    unlink(path.before, member);
    size--;
  }

  private void unlink(Member before, Member member) {
    Member after = member.next;
    before.next = after;
    if (after == null) {
      last = member.previous;
    } else {
      after.previous = member.previous;
    }
    member.next = null;
    member.previous = null;
    member.raise(0);
  }

  /** The member of that rank, counted from 0; null if there are not so many. */
  @Nullable Member at(int rank) {
    Member at = head;
    int rest = rank + 1;
    for (int i = head.levels() - 1; i >= 0; i--) {
      while (at.forward[i] != null && at.spans[i] <= rest) {
        rest -= at.spans[i];
        at = at.forward[i];
      }
    }
    Member found = at;
    while (rest > 0 && found != null) {
      found = found.next;
      rest--;
    }
    return found;
  }

  /** How many members are in front of that one. */
  int rank(Member member) {
    return countWhile(other -> other.compareTo(member) < 0);
  }

  /** How many members fulfil the condition, if all that do are in front of all that do not. */
  int countWhile(Predicate<Member> condition) {
    Member at = head;
    int count = 0;
    for (int i = head.levels() - 1; i >= 0; i--) {
      while (at.forward[i] != null && condition.test(at.forward[i])) {
        count += at.spans[i];
        at = at.forward[i];
      }
    }
    while (at.next != null && condition.test(at.next)) {
      count++;
      at = at.next;
    }
    return count;
  }
}
