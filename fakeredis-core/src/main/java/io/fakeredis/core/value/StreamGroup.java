package io.fakeredis.core.value;

import io.fakeredis.api.Bytes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A consumer group: how far it has read the stream, its consumers, and all entries that were
 * delivered to them and not yet acknowledged.
 */
public final class StreamGroup {
  /** What {@link #entriesRead} tells if the group's place in the stream cannot be counted. */
  public static final long UNKNOWN = -1;

  private final Bytes name;
  private final NavigableMap<Bytes, StreamConsumer> consumers = new TreeMap<>();
  private final NavigableMap<StreamId, PendingEntry> pending = new TreeMap<>();
  private final NavigableSet<PendingEntry> byAge = new TreeSet<>(PendingEntry.BY_AGE);
  private StreamId lastId;
  private long entriesRead;
  private int released;
  private long releases;

  public StreamGroup(Bytes name, StreamId lastId, long entriesRead) {
    this.name = name;
    this.lastId = lastId;
    this.entriesRead = entriesRead;
  }

  public Bytes name() {
    return name;
  }

  /** The ID of the last entry that was delivered. */
  public StreamId lastId() {
    return lastId;
  }

  /** How many entries the group has read since the stream was made, or {@link #UNKNOWN}. */
  public long entriesRead() {
    return entriesRead;
  }

  /** Moves the group to a place in the stream. */
  public void moveTo(StreamId id, long read) {
    lastId = id;
    entriesRead = read;
  }

  /** The consumers by name. */
  public NavigableMap<Bytes, StreamConsumer> consumers() {
    return Collections.unmodifiableNavigableMap(consumers);
  }

  public @Nullable StreamConsumer consumer(Bytes consumer) {
    return consumers.get(consumer);
  }

  /** Adds a consumer whose name is not there yet. */
  public StreamConsumer addConsumer(Bytes consumer, long now) {
    StreamConsumer added = new StreamConsumer(consumer, now);
    consumers.put(consumer, added);
    return added;
  }

  /** Removes the consumer with all that it has not acknowledged. */
  public void removeConsumer(StreamConsumer consumer) {
    for (PendingEntry entry : consumer.pending().values()) {
      pending.remove(entry.id());
      byAge.remove(entry);
    }
    consumers.remove(consumer.name());
  }

  /** What was delivered and not yet acknowledged. */
  public NavigableMap<StreamId, PendingEntry> pending() {
    return Collections.unmodifiableNavigableMap(pending);
  }

  public @Nullable PendingEntry pending(StreamId id) {
    return pending.get(id);
  }

  /**
   * The pending entries that have been idle for so long and are still in the stream, the oldest
   * first.
   *
   * @param limit how many at most; 0 for all
   */
  public List<PendingEntry> idle(long minIdle, long now, long limit, StreamValue stream) {
    List<PendingEntry> found = new ArrayList<>();
    for (PendingEntry entry : byAge) {
      if (entry.idle(now) < minIdle || (limit > 0 && found.size() == limit)) {
        break;
      }
      if (stream.find(entry.id()) != null) {
        found.add(entry);
      }
    }
    return found;
  }

  /**
   * When the next pending entry will have been idle for so long; {@link Long#MAX_VALUE} if none.
   */
  public long nextIdleAt(long minIdle, long now) {
    for (PendingEntry entry : byAge) {
      if (entry.idle(now) < minIdle) {
        long at = entry.deliveredAt() + minIdle;
        return at < 0 ? Long.MAX_VALUE : at;
      }
    }
    return Long.MAX_VALUE;
  }

  /** How many pending entries have no consumer since they were released. */
  public int released() {
    return released;
  }

  /**
   * Makes an entry pending with that consumer, taking it from another one that may have it.
   *
   * @param deliveries how often it was delivered then
   */
  public PendingEntry give(
      StreamId id, StreamConsumer consumer, long deliveredAt, long deliveries) {
    PendingEntry entry = take(id);
    entry.give(consumer, deliveredAt, deliveries);
    consumer.add(entry);
    byAge.add(entry);
    return entry;
  }

  /**
   * Makes an entry pending without a consumer, at once to be claimed by anybody.
   *
   * @param deliveries how often it counts as delivered
   */
  public void release(StreamId id, long deliveries) {
    PendingEntry entry = take(id);
    entry.release(++releases, deliveries);
    byAge.add(entry);
    released++;
  }

  /** The entry of that ID, made if need be, that nobody has for the moment. */
  private PendingEntry take(StreamId id) {
    PendingEntry entry = pending.get(id);
    if (entry == null) {
      entry = new PendingEntry(id);
      pending.put(id, entry);
    } else {
      detach(entry);
    }
    return entry;
  }

  private void detach(PendingEntry entry) {
    StreamConsumer owner = entry.consumer();
    byAge.remove(entry);
    if (owner == null) {
      released--;
    } else {
      owner.remove(entry);
    }
  }

  /** Takes an entry off the pending ones; false if it was none. */
  public boolean acknowledge(StreamId id) {
    PendingEntry entry = pending.remove(id);
    if (entry == null) {
      return false;
    }
    detach(entry);
    return true;
  }

  /** Whether an entry is still to be read, or to be acknowledged. */
  boolean needs(StreamId id) {
    return id.compareTo(lastId) > 0 || pending.containsKey(id);
  }

  StreamGroup copy() {
    StreamGroup copy = new StreamGroup(name, lastId, entriesRead);
    for (StreamConsumer consumer : consumers.values()) {
      copy.addConsumer(consumer.name(), consumer.seenAt()).activeAt(consumer.activeAt());
    }
    for (PendingEntry entry : byAge) {
      StreamConsumer owner = entry.consumer();
      if (owner == null) {
        copy.release(entry.id(), entry.deliveries());
      } else {
        StreamConsumer same = Objects.requireNonNull(copy.consumer(owner.name()));
        copy.give(entry.id(), same, entry.deliveredAt(), entry.deliveries());
      }
    }
    return copy;
  }
}
