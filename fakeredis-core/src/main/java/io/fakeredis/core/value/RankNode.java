package io.fakeredis.core.value;

import io.fakeredis.core.value.SortedSetValue.Member;
import java.util.Arrays;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A node of a {@link RankTree}: entries in order, which are members or nodes.
 *
 * @param <E> the kind of entries
 */
abstract class RankNode<E> {
  private static final int CAPACITY = 64;
  private static final int SMALLEST = 4;

  /** The first member of each entry, with its score at hand: a search passes by most members. */
  private Member[] firsts = new Member[SMALLEST];

  private double[] scores = new double[SMALLEST];
  private int count;

  /** How many entries there are. */
  final int count() {
    return count;
  }

  /** The member that the entry is, or begins with. */
  final Member member(int index) {
    return firsts[index];
  }

  /** How many members there are. */
  abstract int size();

  /** Adds a member; gives back the right half if the node has been split. */
  abstract @Nullable RankNode<?> insert(Member member);

  abstract void remove(Member member);

  /** How many members are not behind that one. */
  abstract int countUpTo(Member member);

  /** How many members fulfil the condition, if all that do are in front of all that do not. */
  abstract int countWhile(Predicate<Member> condition);

  /** What does as well as this node as a root. */
  RankNode<?> simplified() {
    return this;
  }

  /** An empty node of the same kind. */
  abstract RankNode<E> twin();

  abstract void set(int index, E entry);

  /** How many entries begin with a member that is not behind that one. */
  final int entriesUpTo(Member member) {
    int low = 0;
    int high = count;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (isBehind(middle, member)) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  }

  private boolean isBehind(int index, Member member) {
    double score = scores[index];
    return score == member.score()
        ? firsts[index].compareKeyTo(member) > 0
        : score > member.score();
  }

  /** How many entries begin with a member that fulfils the condition. */
  final int entriesWhile(Predicate<Member> condition) {
    int low = 0;
    int high = count;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (condition.test(firsts[middle])) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /**
   * Puts an entry at the index; gives back the right half if the node had to be split. A node that
   * grows at its end is left full, for so do sets grow of which the scores are times.
   */
  final @Nullable RankNode<E> add(int index, E entry) {
    if (count < CAPACITY) {
      open(index, 1);
      set(index, entry);
      return null;
    }
    RankNode<E> right = twin();
    moveFrom(index == count ? count : CAPACITY / 2, right);
    if (index < count) {
      add(index, entry);
    } else {
      right.add(index - count, entry);
    }
    return right;
  }

  /** Whether the two can become one that has room left. */
  final boolean fitsWith(RankNode<?> other) {
    return count + other.count <= CAPACITY / 2;
  }

  /** Moves the entries from the index on to the end of another node of the same kind. */
  final void moveFrom(int index, RankNode<?> other) {
    int moved = count - index;
    other.open(other.count, moved);
    copy(index, other, other.count - moved, moved);
    close(index, moved);
  }

  private void open(int index, int entries) {
    int total = count + entries;
    if (total > scores.length) {
      resize(Math.min(CAPACITY, 2 * total));
    }
    copy(index, this, index + entries, count - index);
    count = total;
  }

  final void close(int index, int entries) {
    copy(index + entries, this, index, count - index - entries);
    clear(count - entries, count);
    count -= entries;
  }

  void resize(int capacity) {
    firsts = Arrays.copyOf(firsts, capacity);
    scores = Arrays.copyOf(scores, capacity);
  }

  void copy(int from, RankNode<?> to, int index, int entries) {
    System.arraycopy(firsts, from, to.firsts, index, entries);
    System.arraycopy(scores, from, to.scores, index, entries);
  }

  @SuppressWarnings("NullAway") // behind the entries there is nothing
  void clear(int from, int to) {
    Arrays.fill(firsts, from, to, null);
  }

  final void first(int index, Member member) {
    firsts[index] = member;
    scores[index] = member.score();
  }

  /** A node whose entries are members. */
  static final class Leaf extends RankNode<Member> {
    @Override
    RankNode<Member> twin() {
      return new Leaf();
    }

    @Override
    void set(int index, Member entry) {
      first(index, entry);
    }

    @Override
    int size() {
      return count();
    }

    @Override
    @Nullable RankNode<?> insert(Member member) {
      return add(entriesUpTo(member), member);
    }

    @Override
    void remove(Member member) {
      close(entriesUpTo(member) - 1, 1);
    }

    @Override
    int countUpTo(Member member) {
      return entriesUpTo(member);
    }

    @Override
    int countWhile(Predicate<Member> condition) {
      return entriesWhile(condition);
    }
  }

  /** A node whose entries are nodes. */
  static final class Branch extends RankNode<RankNode<?>> {
    private RankNode<?>[] children = new RankNode<?>[SMALLEST];
    private int[] sizes = new int[SMALLEST];

    Branch(RankNode<?>... children) {
      for (RankNode<?> child : children) {
        add(count(), child);
      }
    }

    @Override
    RankNode<RankNode<?>> twin() {
      return new Branch();
    }

    @Override
    void set(int index, RankNode<?> child) {
      first(index, child.member(0));
      children[index] = child;
      sizes[index] = child.size();
    }

    @Override
    int size() {
      return sizeUpTo(count());
    }

    RankNode<?> child(int index) {
      return children[index];
    }

    /** How many members there are below the children in front of the index. */
    int sizeUpTo(int index) {
      int sum = 0;
      for (int i = 0; i < index; i++) {
        sum += sizes[i];
      }
      return sum;
    }

    /** Below which child the member of that rank is. */
    int childOfRank(int rank) {
      int index = 0;
      for (int rest = rank; rest >= sizes[index]; index++) {
        rest -= sizes[index];
      }
      return index;
    }

    @Override
    @Nullable RankNode<?> insert(Member member) {
      int index = Math.max(0, entriesUpTo(member) - 1);
      RankNode<?> right = children[index].insert(member);
      set(index, children[index]);
      return right == null ? null : add(index + 1, right);
    }

    @Override
    void remove(Member member) {
      int index = entriesUpTo(member) - 1;
      children[index].remove(member);
      if (children[index].count() == 0) {
        close(index, 1);
      } else {
        set(index, children[index]);
        join(index);
      }
      join(index - 1);
    }

    /** Makes one of two neighbours if they have few entries. */
    private void join(int left) {
      int right = left + 1;
      if (left >= 0 && right < count() && children[left].fitsWith(children[right])) {
        children[right].moveFrom(0, children[left]);
        set(left, children[left]);
        close(right, 1);
      }
    }

    @Override
    RankNode<?> simplified() {
      return switch (count()) {
        case 0 -> new Leaf();
        case 1 -> children[0];
        default -> this;
      };
    }

    @Override
    int countUpTo(Member member) {
      int index = entriesUpTo(member) - 1;
      return index < 0 ? 0 : sizeUpTo(index) + children[index].countUpTo(member);
    }

    @Override
    int countWhile(Predicate<Member> condition) {
      int index = entriesWhile(condition) - 1;
      return index < 0 ? 0 : sizeUpTo(index) + children[index].countWhile(condition);
    }

    @Override
    void resize(int capacity) {
      super.resize(capacity);
      children = Arrays.copyOf(children, capacity);
      sizes = Arrays.copyOf(sizes, capacity);
    }

    @Override
    void copy(int from, RankNode<?> to, int index, int entries) {
      super.copy(from, to, index, entries);
      Branch branch = (Branch) to;
      System.arraycopy(children, from, branch.children, index, entries);
      System.arraycopy(sizes, from, branch.sizes, index, entries);
    }

    @Override
    @SuppressWarnings("NullAway") // behind the entries there is nothing
    void clear(int from, int to) {
      super.clear(from, to);
      Arrays.fill(children, from, to, null);
    }
  }
}
