package io.fakeredis.core.value;

import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/** An entry that was delivered to a consumer of a group and not yet acknowledged. */
public final class PendingEntry {
  /** The one that waits longest first; among released ones the one that was released first. */
  static final Comparator<PendingEntry> BY_AGE =
      Comparator.comparingLong(PendingEntry::deliveredAt)
          .thenComparingLong(entry -> entry.released)
          .thenComparing(PendingEntry::id);

  private final StreamId id;
  private @Nullable StreamConsumer consumer;
  private long deliveredAt;
  private long deliveries;
  private long released;

  PendingEntry(StreamId id) {
    this.id = id;
  }

  public StreamId id() {
    return id;
  }

  /** Whose it is; null if it was released and not claimed since. */
  public @Nullable StreamConsumer consumer() {
    return consumer;
  }

  /** When it was last delivered, in milliseconds since 1970; 0 if it was released. */
  public long deliveredAt() {
    return deliveredAt;
  }

  /** How often it was delivered. */
  public long deliveries() {
    return deliveries;
  }

  /** For how long it has been with its consumer; a released one for ever. */
  public long idle(long now) {
    return now - deliveredAt;
  }

  void give(StreamConsumer to, long time, long count) {
    consumer = to;
    deliveredAt = time;
    deliveries = count;
    released = 0;
  }

  void release(long order, long count) {
    consumer = null;
    deliveredAt = 0;
    deliveries = count;
    released = order;
  }
}
