package io.fakeredis.core.value;

import io.fakeredis.api.Bytes;
import java.util.Arrays;

/** A node of a list: neighbouring elements in a ring buffer, so that both ends cost the same. */
public final class ListNode {
  private static final int SMALLEST = 4;
  private static final byte[] NOTHING = {};

  private final Packing packing;
  private final boolean plain;
  private byte[][] ring = new byte[0][];
  private int first;
  private int count;
  private long entryBytes;

  /** The neighbours in the circle of nodes. */
  ListNode previous = this;

  ListNode next = this;

  ListNode(Packing packing, boolean plain) {
    this.packing = packing;
    this.plain = plain;
  }

  /** Whether the real server keeps this node's only element outside a listpack. */
  public boolean isPlain() {
    return plain;
  }

  public int count() {
    return count;
  }

  public Bytes get(int index) {
    return Bytes.wrap(raw(index));
  }

  byte[] raw(int index) {
    return ring[slot(index)];
  }

  /** How many bytes the real server's node takes. */
  public long bytes() {
    if (plain) {
      return raw(0).length;
    }
    int unused = count == 0 ? 0 : packing.unused(get(count - 1));
    return packing.emptySize() + entryBytes - unused;
  }

  void add(Bytes element) {
    insert(count, element);
  }

  void insert(int index, Bytes element) {
    if (count == ring.length) {
      grow();
    }
    if (index < count / 2) {
      first = slot(-1);
      for (int i = 0; i < index; i++) {
        ring[slot(i)] = ring[slot(i + 1)];
      }
    } else {
      for (int i = count; i > index; i--) {
        ring[slot(i)] = ring[slot(i - 1)];
      }
    }
    count++;
    ring[slot(index)] = element.array();
    entryBytes += packing.entrySize(element);
  }

  void set(int index, Bytes element) {
    entryBytes += packing.entrySize(element) - packing.entrySize(get(index));
    ring[slot(index)] = element.array();
  }

  Bytes remove(int index) {
    Bytes removed = get(index);
    entryBytes -= packing.entrySize(removed);
    if (index < count / 2) {
      for (int i = index; i > 0; i--) {
        ring[slot(i)] = ring[slot(i - 1)];
      }
      ring[first] = NOTHING;
      first = slot(1);
    } else {
      for (int i = index; i < count - 1; i++) {
        ring[slot(i)] = ring[slot(i + 1)];
      }
      ring[slot(count - 1)] = NOTHING;
    }
    count--;
    return removed;
  }

  /** Moves the elements from the index on to the start of the other node. */
  void moveTail(int from, ListNode to) {
    for (int moved = count - from; moved > 0; moved--) {
      to.insert(0, remove(count - 1));
    }
  }

  ListNode copy() {
    ListNode copy = new ListNode(packing, plain);
    copy.ring = ring.clone();
    copy.first = first;
    copy.count = count;
    copy.entryBytes = entryBytes;
    return copy;
  }

  private void grow() {
    byte[][] larger = new byte[Math.max(SMALLEST, ring.length * 2)][];
    Arrays.fill(larger, NOTHING);
    for (int i = 0; i < count; i++) {
      larger[i] = ring[slot(i)];
    }
    ring = larger;
    first = 0;
  }

  private int slot(int index) {
    return (first + index) & (ring.length - 1);
  }
}
