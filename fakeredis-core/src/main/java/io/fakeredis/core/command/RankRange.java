package io.fakeredis.core.command;

import io.fakeredis.core.value.SortedSetValue;
import io.fakeredis.core.value.SortedSetValue.Member;
import java.util.Iterator;
import java.util.function.Consumer;

/** The ranks from one to before another, counted from 0. */
record RankRange(int from, int to) {
  static final RankRange EMPTY = new RankRange(0, 0);

  /** What start and end mean in a set of that size, where negative ones count from its end. */
  static RankRange of(long start, long end, int size) {
    long from = Math.max(0, start < 0 ? start + size : start);
    long last = Math.min(size - 1, end < 0 ? end + size : end);
    return from > last ? EMPTY : new RankRange((int) from, (int) last + 1);
  }

  int count() {
    return Math.max(0, to - from);
  }

  /** The same ranks counted from the other end of a set of that size. */
  RankRange reversed(int size) {
    return new RankRange(size - to, size - from);
  }

  /**
   * Leaves out so many members and keeps so many of the rest; a negative offset keeps none, a
   * negative count all.
   */
  RankRange limit(long offset, long count, boolean reverse) {
    if (offset < 0 || offset >= count()) {
      return EMPTY;
    }
    int skipped = (int) offset;
    int kept = (int) (count < 0 ? count() - skipped : Math.min(count, count() - skipped));
    return reverse
        ? new RankRange(to - skipped - kept, to - skipped)
        : new RankRange(from + skipped, from + skipped + kept);
  }

  void forEach(SortedSetValue set, boolean reverse, Consumer<Member> visitor) {
    Iterator<Member> members = reverse ? set.downFrom(to - 1) : set.upFrom(from);
    for (int i = from; i < to; i++) {
      visitor.accept(members.next());
    }
  }
}
