package io.fakeredis.core.value;

import io.fakeredis.api.Bytes;
import io.fakeredis.api.Feature;
import io.fakeredis.api.Settings;
import io.fakeredis.api.ValueType;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A list: a quicklist, or from 7.2 on a listpack while it is small, which here is a quicklist of
 * one node without a limit.
 */
public final class ListValue implements Iterable<Bytes> {
  public static final ValueType<ListValue> TYPE = new ListType();

  private static final int OBJECT_SIZE = 16;
  private static final int QUICKLIST_SIZE = 40;
  private static final int NODE_SIZE = 32;
  private static final Feature LISTPACK = Feature.since("LIST.listpack-encoding", "7.2");

  /** The ends of a list. */
  public enum End {
    HEAD,
    TAIL
  }

  private final Settings settings;
  private final boolean hasListpacks;
  private final Quicklist elements;
  private boolean listpack;
  private boolean shrunk;

  private ListValue(Settings settings, Quicklist elements, boolean listpack) {
    this.settings = settings;
    this.hasListpacks = settings.has(LISTPACK);
    this.elements = elements;
    this.listpack = listpack;
  }

  private static ListValue empty(Settings settings, boolean listpack) {
    NodeLimit limit = NodeLimit.of(settings);
    Quicklist elements = new Quicklist(listpack ? limit.none() : limit);
    return new ListValue(settings, elements, listpack);
  }

  /** A list of these elements: large at first, then compact if it may be. */
  public static ListValue of(Iterable<Bytes> elements, Settings settings) {
    return of(elements, settings, NodeLimit.of(settings));
  }

  /** A list as SORT makes it, which up to 7.0 does not care for the limit that is configured. */
  public static ListValue ofSort(Iterable<Bytes> elements, Settings settings) {
    boolean cares = settings.has(LISTPACK);
    return of(elements, settings, cares ? NodeLimit.of(settings) : NodeLimit.byDefault(settings));
  }

  private static ListValue of(Iterable<Bytes> elements, Settings settings, NodeLimit limit) {
    ListValue list = new ListValue(settings, new Quicklist(limit), false);
    elements.forEach(element -> list.elements.push(element, End.TAIL));
    list.compact();
    return list;
  }

  public int size() {
    return elements.size();
  }

  public boolean isEmpty() {
    return elements.size() == 0;
  }

  /** Whether the list is one listpack rather than a quicklist. */
  public boolean isListpack() {
    return listpack;
  }

  /** The nodes from head to tail. */
  public List<ListNode> nodes() {
    return elements.nodes();
  }

  /** Adds elements as a node of their own, as a DUMP payload has it; {@link #compact} ends that. */
  public void addNode(List<Bytes> more, boolean plain) {
    makeQuicklist();
    elements.addNode(more, plain);
  }

  /** Makes the list a listpack if it is small enough. */
  public void compact() {
    if (isOneNode() && limit().allowsListpack(elements.first())) {
      makeListpack();
    }
  }

  /**
   * At the end of a change that removed something, a list of half the limit becomes a listpack; the
   * whole limit would let it go to and fro.
   */
  private void settle() {
    if (shrunk && isOneNode() && limit().allowsHalf(elements.first())) {
      makeListpack();
    }
    shrunk = false;
  }

  private boolean isOneNode() {
    return hasListpacks && !listpack && elements.nodeCount() == 1 && !elements.first().isPlain();
  }

  /**
   * Makes a listpack that the elements would make too large a quicklist. The real server does so
   * before it knows whether they will be added.
   */
  private void makeRoom(List<Bytes> more) {
    if (!listpack) {
      return;
    }
    NodeLimit limit = limit();
    long bytes = Math.max(elements.bytes(), limit.packing().emptySize());
    for (Bytes element : more) {
      bytes += element.length();
    }
    if (!limit.allows(bytes, (long) size() + more.size())) {
      makeQuicklist();
    }
  }

  private NodeLimit limit() {
    return NodeLimit.of(settings);
  }

  private void makeListpack() {
    listpack = true;
    elements.limit(limit().none());
  }

  private void makeQuicklist() {
    if (listpack) {
      listpack = false;
      elements.limit(limit());
    }
  }

  /** Adds the elements one by one at that end. */
  public void addAll(List<Bytes> more, End end) {
    makeRoom(more);
    for (Bytes element : more) {
      elements.push(element, end);
    }
  }

  /** Takes an element from that end of a list that is not empty. */
  public Bytes pop(End end) {
    shrunk = true;
    return elements.pop(end);
  }

  /** The element at the index, negative ones counting from the tail; null outside the list. */
  public @Nullable Bytes get(long index) {
    return elements.get(index);
  }

  /** Replaces the element at the index; false if there is none. */
  public boolean set(long index, Bytes element) {
    makeRoom(List.of(element));
    boolean found = elements.set(index, element);
    shrunk |= found;
    return found;
  }

  /**
   * Inserts the element before or after the first one that equals the pivot; false if none does.
   */
  public boolean insert(Bytes pivot, boolean after, Bytes element) {
    makeRoom(List.of(element));
    return elements.insert(pivot, after, element);
  }

  /**
   * Removes elements that equal this one.
   *
   * @param from the end at which to begin
   * @param most how many to remove at most
   * @return how many were removed
   */
  public long remove(Bytes element, End from, long most) {
    long removed = elements.remove(element, from, most);
    shrunk |= removed > 0;
    return removed;
  }

  /** Removes so many elements at both ends; no more than there are. */
  public void trim(long atHead, long atTail) {
    elements.drop(End.HEAD, atHead);
    elements.drop(End.TAIL, atTail);
    shrunk = true;
  }

  /** The elements from one index to another, both included, which the list has. */
  public List<Bytes> range(int from, int to) {
    return elements.range(from, to);
  }

  @Override
  public Iterator<Bytes> iterator() {
    return elements.iterator(End.HEAD);
  }

  /** All elements, beginning at that end; the list must not change meanwhile. */
  public Iterator<Bytes> iterator(End from) {
    return elements.iterator(from);
  }

  private ListValue copy() {
    return new ListValue(settings, elements.copy(), listpack);
  }

  private long memory() {
    long chain = QUICKLIST_SIZE + (long) NODE_SIZE * elements.nodeCount();
    return OBJECT_SIZE + elements.bytes() + (listpack ? 0 : chain);
  }

  private static final class ListType implements ValueType<ListValue> {
    @Override
    public String name() {
      return "list";
    }

    @Override
    public char eventClass() {
      return 'l';
    }

    @Override
    public ListValue create(Settings settings) {
      return empty(settings, settings.has(LISTPACK));
    }

    @Override
    public boolean isEmpty(ListValue list) {
      return list.isEmpty();
    }

    @Override
    public String encoding(ListValue list, Settings settings) {
      return list.isListpack() ? "listpack" : "quicklist";
    }

    @Override
    public void settle(ListValue list, Settings settings) {
      list.settle();
    }

    @Override
    public ListValue copy(ListValue list) {
      return list.copy();
    }

    @Override
    public long memory(ListValue list) {
      return list.memory();
    }

    @Override
    public String toString() {
      return name();
    }
  }
}
