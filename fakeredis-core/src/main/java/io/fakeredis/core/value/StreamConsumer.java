package io.fakeredis.core.value;

import io.fakeredis.api.Bytes;
import java.util.Collections;
import java.util.NavigableMap;
import java.util.TreeMap;

/** A consumer of a group, with the entries that were delivered to it and not yet acknowledged. */
public final class StreamConsumer {
  /** What {@link #activeAt} tells of a consumer that has never got an entry. */
  public static final long NEVER = -1;

  private final Bytes name;
  private final NavigableMap<StreamId, PendingEntry> pending = new TreeMap<>();
  private long seenAt;
  private long activeAt = NEVER;

  public StreamConsumer(Bytes name, long seenAt) {
    this.name = name;
    this.seenAt = seenAt;
  }

  public Bytes name() {
    return name;
  }

  /** The last time at which it asked for something, in milliseconds since 1970. */
  public long seenAt() {
    return seenAt;
  }

  public void seenAt(long time) {
    seenAt = time;
  }

  /** The last time at which it got something, in milliseconds since 1970, or {@link #NEVER}. */
  public long activeAt() {
    return activeAt;
  }

  public void activeAt(long time) {
    activeAt = time;
  }

  /** What it has not yet acknowledged. */
  public NavigableMap<StreamId, PendingEntry> pending() {
    return Collections.unmodifiableNavigableMap(pending);
  }

  void add(PendingEntry entry) {
    pending.put(entry.id(), entry);
  }

  void remove(PendingEntry entry) {
    pending.remove(entry.id());
  }
}
