package io.fakeredis.core.value;

import io.fakeredis.core.value.RankNode.Branch;
import io.fakeredis.core.value.RankNode.Leaf;
import io.fakeredis.core.value.SortedSetValue.Member;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Members in the order of their scores, those with equal scores in the order of their names.
 *
 * <p>The real server has a skip list. This is a B+ tree whose branches know how many members each
 * of their children has, so that ranks are found in O(log n), too. In a large set time goes into
 * reaching places far apart in memory; a tree of wide nodes has few of them on the way to a member.
 */
final class RankTree {
  private RankNode<?> root = new Leaf();

  void insert(Member member) {
    RankNode<?> right = root.insert(member);
    if (right != null) {
      root = new Branch(root, right);
    }
  }

  /** Removes a member, which must have the score that it was inserted with. */
  void remove(Member member) {
    root.remove(member);
    root = root.simplified();
  }

  @Nullable Member first() {
    return at(0);
  }

  @Nullable Member last() {
    return at(root.size() - 1);
  }

  /** The member of that rank, counted from 0; null if there is none. */
  @Nullable Member at(int rank) {
    Iterator<Member> members = upFrom(rank);
    return rank >= 0 && members.hasNext() ? members.next() : null;
  }

  /** How many members are in front of that one. */
  int rank(Member member) {
    return root.countUpTo(member) - 1;
  }

  /** How many members fulfil the condition, if all that do are in front of all that do not. */
  int countWhile(Predicate<Member> condition) {
    return root.countWhile(condition);
  }

  /** The members from that rank on to the last one. The tree must not change meanwhile. */
  Iterator<Member> upFrom(int rank) {
    return new Walk(rank, 1);
  }

  /** The members from that rank down to the first one. The tree must not change meanwhile. */
  Iterator<Member> downFrom(int rank) {
    return new Walk(rank, -1);
  }

  /** Goes from member to member in a leaf, and down from the root to the next leaf. */
  private final class Walk implements Iterator<Member> {
    private final int step;
    private final int end;
    private int rank;
    private @Nullable Leaf leaf;
    private int index;

    Walk(int rank, int step) {
      this.rank = rank;
      this.step = step;
      this.end = step < 0 ? -1 : root.size();
    }

    @Override
    public boolean hasNext() {
      return step < 0 ? rank > end : rank < end;
    }

    @Override
    public Member next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      Leaf here = leaf;
      if (here == null || index < 0 || index >= here.count()) {
        here = descend();
        leaf = here;
      }
      Member member = here.member(index);
      index += step;
      rank += step;
      return member;
    }

    private Leaf descend() {
      RankNode<?> node = root;
      index = rank;
      while (node instanceof Branch branch) {
        int child = branch.childOfRank(index);
        index -= branch.sizeUpTo(child);
        node = branch.child(child);
      }
      return (Leaf) node;
    }
  }
}
