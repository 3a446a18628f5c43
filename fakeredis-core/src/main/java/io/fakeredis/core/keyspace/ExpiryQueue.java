package io.fakeredis.core.keyspace;

import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * Which key expires next. A key whose time changes is queued again; what it was queued for before
 * is recognised as stale when its turn comes.
 */
final class ExpiryQueue {
  private static final int SLACK = 1024;

  private final PriorityQueue<Item> items = new PriorityQueue<>();
  private int stale;

  /** An appointment: the key, or something inside its value, expires at that time. */
  record Item(long at, Entry entry, Contents contents, boolean inside) implements Comparable<Item> {
    @Override
    public int compareTo(Item other) {
      return Long.compare(at, other.at);
    }

    boolean isStale() {
      return entry.removed
          || contents.isFlushed()
          || at != (inside ? entry.nextExpiry() : entry.expiresAt);
    }
  }

  void add(long at, Entry entry, Contents contents, boolean inside) {
    items.add(new Item(at, entry, contents, inside));
  }

  /** Tells that some appointment will not be kept, so that the queue can be swept in time. */
  void markStale() {
    stale++;
    if (stale > SLACK && stale > items.size() / 2) {
      items.removeIf(Item::isStale);
      stale = 0;
    }
  }

  /** The next appointment that is still valid, or null. */
  @Nullable Item peek() {
    Item item = items.peek();
    while (item != null && item.isStale()) {
      items.poll();
      stale = Math.max(0, stale - 1);
      item = items.peek();
    }
    return item;
  }

  /** The time of the next appointment; the largest long if there is none. */
  long nextTime() {
    Item item = peek();
    return item == null ? Long.MAX_VALUE : item.at;
  }

  /** Whether something may be due; a quick test without sweeping. */
  boolean mayBeDue(long now) {
    Item item = items.peek();
    return item != null && item.at < now;
  }

  void remove(Item item) {
    items.remove(item);
  }

  void clear() {
    items.clear();
    stale = 0;
  }
}
