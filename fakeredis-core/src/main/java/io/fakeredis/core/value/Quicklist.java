package io.fakeredis.core.value;

import io.fakeredis.api.Bytes;
import io.fakeredis.core.value.ListValue.End;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * A chain of nodes, each with as many elements as the limit allows. Where nodes are filled, split
 * and merged follows the real server, for DUMP shows it.
 */
final class Quicklist {
  private final ListNode ends;
  private NodeLimit limit;
  private int nodeCount;
  private int size;

  Quicklist(NodeLimit limit) {
    this.limit = limit;
    this.ends = new ListNode(limit.packing(), false);
  }

  int size() {
    return size;
  }

  int nodeCount() {
    return nodeCount;
  }

  /** The first node of a list that is not empty. */
  ListNode first() {
    return ends.next;
  }

  /** The limit of future changes; what is there stays as it is. */
  void limit(NodeLimit newLimit) {
    limit = newLimit;
  }

  /** The nodes from head to tail. */
  List<ListNode> nodes() {
    List<ListNode> nodes = new ArrayList<>(nodeCount);
    for (ListNode node = ends.next; node != ends; node = node.next) {
      nodes.add(node);
    }
    return nodes;
  }

  void addNode(List<Bytes> elements, boolean plain) {
    ListNode node = link(ends.previous, new ListNode(limit.packing(), plain));
    elements.forEach(node::add);
    size += elements.size();
  }

  void push(Bytes element, End end) {
    ListNode node = after(ends, end);
    if (accepts(node, element)) {
      add(node, end == End.HEAD ? 0 : node.count(), element);
    } else {
      linkAlone(end == End.HEAD ? ends : ends.previous, element);
    }
  }

  /** Whether the node has room for one element more. */
  private boolean accepts(ListNode node, Bytes element) {
    return node != ends && !node.isPlain() && limit.allowsMore(node, element.length());
  }

  Bytes pop(End end) {
    ListNode node = after(ends, end);
    return removeAt(node, end == End.HEAD ? 0 : node.count() - 1);
  }

  private Bytes removeAt(ListNode node, int index) {
    Bytes removed = node.remove(index);
    size--;
    if (node.count() == 0) {
      unlink(node);
    }
    return removed;
  }

  /** The element at the index, negative ones counting from the tail; null outside the list. */
  @Nullable Bytes get(long index) {
    Place place = find(index);
    return place == null ? null : place.node.get(place.offset);
  }

  boolean set(long index, Bytes element) {
    Place place = find(index);
    if (place != null) {
      replace(place.node, place.offset, element);
    }
    return place != null;
  }

  private void replace(ListNode node, int offset, Bytes element) {
    boolean large = limit.isLarge(element.length());
    if (large == node.isPlain()) {
      node.set(offset, element);
    } else if (large) {
      replaceByLarge(node, offset, element);
    } else {
      insert(node, 1, true, element);
      removeAt(node, 0);
    }
  }

  private void replaceByLarge(ListNode node, int offset, Bytes element) {
    if (offset < node.count() - 1) {
      split(node, offset + 1);
    }
    ListNode alone = linkAlone(node, element);
    boolean nodeStays = node.count() > 1;
    removeAt(node, node.count() - 1);
    if (nodeStays) {
      merge(alone);
    }
  }

  /**
   * Inserts the element before or after the first one that equals the pivot; false if none does.
   */
  boolean insert(Bytes pivot, boolean after, Bytes element) {
    for (ListNode node = ends.next; node != ends; node = node.next) {
      for (int i = 0; i < node.count(); i++) {
        if (Arrays.equals(node.raw(i), pivot.array())) {
          insert(node, after ? i + 1 : i, after, element);
          return true;
        }
      }
    }
    return false;
  }

  /**
   * Inserts into the node if it has room; otherwise at the near end of its neighbour; otherwise
   * into a node of its own, or where the node is split.
   */
  private void insert(ListNode node, int at, boolean after, Bytes element) {
    ListNode neighbour = after ? node.next : node.previous;
    boolean atEnd = at == (after ? node.count() : 0);
    if (accepts(node, element)) {
      add(node, at, element);
    } else if (atEnd && accepts(neighbour, element)) {
      add(neighbour, after ? 0 : neighbour.count(), element);
    } else if (atEnd) {
      linkAlone(after ? node : node.previous, element);
    } else if (limit.isLarge(element.length())) {
      split(node, at);
      linkAlone(node, element);
    } else if (after) {
      add(split(node, at), 0, element);
      merge(node);
    } else {
      ListNode rest = split(node, at);
      add(node, at, element);
      merge(rest);
    }
  }

  private void add(ListNode node, int at, Bytes element) {
    node.insert(at, element);
    size++;
  }

  private ListNode linkAlone(ListNode before, Bytes element) {
    boolean plain = limit.isLarge(element.length());
    ListNode node = link(before, new ListNode(limit.packing(), plain));
    add(node, 0, element);
    return node;
  }

  private ListNode link(ListNode before, ListNode node) {
    node.previous = before;
    node.next = before.next;
    before.next.previous = node;
    before.next = node;
    nodeCount++;
    return node;
  }

  private void unlink(ListNode node) {
    node.previous.next = node.next;
    node.next.previous = node.previous;
    nodeCount--;
  }

  /** Moves the elements from the offset on to a new node behind this one. */
  private ListNode split(ListNode node, int from) {
    ListNode rest = link(node, new ListNode(limit.packing(), false));
    node.moveTail(from, rest);
    return rest;
  }

  /** Merges the neighbours of the node, and the node with them, as far as the limit allows. */
  private void merge(ListNode centre) {
    ListNode after = centre.next;
    mergeInto(centre.previous.previous, centre.previous);
    mergeInto(after, after.next);
    ListNode before = centre.previous;
    ListNode merged = mergeInto(before, centre) ? before : centre;
    mergeInto(merged, merged.next);
  }

  /** Moves all elements of the second node to the first, if both are nodes and small enough. */
  private boolean mergeInto(ListNode node, ListNode next) {
    if (node == ends || next == ends || node == next || node.isPlain() || next.isPlain()) {
      return false;
    }
    long bytes = node.bytes() + next.bytes() - limit.packing().emptySize();
    if (!limit.allows(bytes, (long) node.count() + next.count())) {
      return false;
    }
    for (int i = 0; i < next.count(); i++) {
      node.add(next.get(i));
    }
    unlink(next);
    return true;
  }

  /**
   * Removes elements that equal this one.
   *
   * @param from the end at which to begin
   * @param most how many to remove at most
   * @return how many there were
   */
  long remove(Bytes element, End from, long most) {
    long removed = 0;
    ListNode node = after(ends, from);
    while (node != ends && removed < most) {
      ListNode following = after(node, from);
      removed += remove(node, element, from, most - removed);
      node = following;
    }
    return removed;
  }

  private long remove(ListNode node, Bytes element, End from, long most) {
    long removed = 0;
    int at = from == End.HEAD ? 0 : node.count() - 1;
    while (at >= 0 && at < node.count() && removed < most) {
      boolean equal = Arrays.equals(node.raw(at), element.array());
      if (equal) {
        removeAt(node, at);
        removed++;
      }
      if (from == End.TAIL) {
        at--;
      } else if (!equal) {
        at++;
      }
    }
    return removed;
  }

  /** Removes so many elements at that end; no more than there are. */
  void drop(End end, long count) {
    long left = count;
    while (left > 0) {
      ListNode node = after(ends, end);
      if (node.count() <= left) {
        left -= node.count();
        size -= node.count();
        unlink(node);
      } else {
        removeAt(node, end == End.HEAD ? 0 : node.count() - 1);
        left--;
      }
    }
  }

  /** The elements from one index to another, both included, which the list has. */
  List<Bytes> range(int from, int to) {
    List<Bytes> elements = new ArrayList<>(to - from + 1);
    Place place = find(from);
    if (place == null) {
      return elements;
    }
    ListNode node = place.node;
    int offset = place.offset;
    while (elements.size() <= to - from) {
      if (offset == node.count()) {
        node = node.next;
        offset = 0;
      }
      elements.add(node.get(offset++));
    }
    return elements;
  }

  private record Place(ListNode node, int offset) {}

  /** Counts through the nodes from the nearer end. */
  private @Nullable Place find(long index) {
    long at = index < 0 ? index + size : index;
    if (at < 0 || at >= size) {
      return null;
    }
    if (at < size / 2) {
      ListNode node = ends.next;
      while (at >= node.count()) {
        at -= node.count();
        node = node.next;
      }
      return new Place(node, (int) at);
    }
    ListNode node = ends.previous;
    long start = (long) size - node.count();
    while (at < start) {
      node = node.previous;
      start -= node.count();
    }
    return new Place(node, (int) (at - start));
  }

  private static ListNode after(ListNode node, End from) {
    return from == End.HEAD ? node.next : node.previous;
  }

  /** All elements, beginning at that end; the list must not change meanwhile. */
  Iterator<Bytes> iterator(End from) {
    return new Walk(from);
  }

  private final class Walk implements Iterator<Bytes> {
    private final End from;
    private ListNode node;
    private int passed;

    Walk(End from) {
      this.from = from;
      this.node = after(ends, from);
    }

    @Override
    public boolean hasNext() {
      return node != ends;
    }

    @Override
    public Bytes next() {
      if (node == ends) {
        throw new NoSuchElementException();
      }
      Bytes element = node.get(from == End.HEAD ? passed : node.count() - 1 - passed);
      if (++passed == node.count()) {
        node = after(node, from);
        passed = 0;
      }
      return element;
    }
  }

  Quicklist copy() {
    Quicklist copy = new Quicklist(limit);
    copy.size = size;
    for (ListNode node = ends.next; node != ends; node = node.next) {
      copy.link(copy.ends.previous, node.copy());
    }
    return copy;
  }

  /** What the nodes take. */
  long bytes() {
    long bytes = 0;
    for (ListNode node = ends.next; node != ends; node = node.next) {
      bytes += node.bytes();
    }
    return bytes;
  }
}
