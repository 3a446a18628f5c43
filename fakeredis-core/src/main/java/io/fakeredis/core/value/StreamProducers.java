package io.fakeredis.core.value;

import io.fakeredis.api.Bytes;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a stream remembers of producers who number their messages, so that a message sent twice is
 * added once: for each producer the last few of its message IDs, with the entries that they became.
 */
public final class StreamProducers {
  private static final long SECOND = 1000;

  /** IDs beyond this time are never forgotten for their age. */
  private static final long LATEST = Long.MAX_VALUE / (2 * SECOND);

  private final Map<Bytes, Map<Bytes, Message>> messages = new HashMap<>();
  private long duration;
  private long maxSize;
  private long nextForgetAt = Long.MAX_VALUE;
  private long added;
  private long duplicates;

  /**
   * A message and the entry that it became.
   *
   * @param forgetAt when it is forgotten, in milliseconds since 1970
   */
  private record Message(StreamId entry, long forgetAt) {}

  StreamProducers(long duration, long maxSize) {
    this.duration = duration;
    this.maxSize = maxSize;
  }

  private StreamProducers(StreamProducers other) {
    this(other.duration, other.maxSize);
    other.messages.forEach(
        (producer, theirs) -> messages.put(producer, new LinkedHashMap<>(theirs)));
    nextForgetAt = other.nextForgetAt;
    added = other.added;
    duplicates = other.duplicates;
  }

  /** For how many seconds a message is remembered. */
  public long duration() {
    return duration;
  }

  /** How many messages of each producer are remembered. */
  public long maxSize() {
    return maxSize;
  }

  /** Changes the limits; another limit than before makes all messages forgotten. */
  public void configure(long newDuration, long newMaxSize) {
    if (newDuration != duration || newMaxSize != maxSize) {
      duration = newDuration;
      maxSize = newMaxSize;
      messages.clear();
    }
  }

  /** How many producers have messages that are remembered. */
  public int producers() {
    return messages.size();
  }

  /** How many messages are remembered. */
  public int messages() {
    return messages.values().stream().mapToInt(Map::size).sum();
  }

  /** How many messages were ever added. */
  public long added() {
    return added;
  }

  /** How many messages were sent again. */
  public long duplicates() {
    return duplicates;
  }

  public void countDuplicate() {
    duplicates++;
  }

  /** Says how many messages were ever added and sent again. */
  public void count(long newAdded, long newDuplicates) {
    added = newAdded;
    duplicates = newDuplicates;
  }

  /** The messages that are remembered and their entries, the oldest first, for each producer. */
  public NavigableMap<Bytes, Map<Bytes, StreamId>> remembered() {
    NavigableMap<Bytes, Map<Bytes, StreamId>> all = new TreeMap<>();
    messages.forEach(
        (producer, theirs) -> {
          Map<Bytes, StreamId> entries = new LinkedHashMap<>();
          theirs.forEach((message, remembered) -> entries.put(message, remembered.entry()));
          all.put(producer, entries);
        });
    return all;
  }

  /** The entry that the message became, null if it is not remembered. */
  public @Nullable StreamId find(Bytes producer, Bytes message) {
    Map<Bytes, Message> theirs = messages.get(producer);
    Message known = theirs == null ? null : theirs.get(message);
    return known == null ? null : known.entry();
  }

  /** Remembers a message, forgetting the producer's oldest one if there are too many. */
  public void add(Bytes producer, Bytes message, StreamId entry, long now) {
    Map<Bytes, Message> theirs = messages.computeIfAbsent(producer, id -> new LinkedHashMap<>());
    if (theirs.size() >= maxSize) {
      Iterator<Bytes> oldest = theirs.keySet().iterator();
      oldest.next();
      oldest.remove();
    }
    Message remembered = new Message(entry, forgetAt(entry, now));
    theirs.put(message, remembered);
    expect(remembered);
    added++;
  }

  /**
   * The real server counts from the time in the entry's ID, and looks for old ones every second.
   */
  private long forgetAt(StreamId entry, long now) {
    if (Long.compareUnsigned(entry.ms(), LATEST) > 0) {
      return Long.MAX_VALUE;
    }
    long due = Math.max(entry.ms() + duration * SECOND, now);
    return (due / SECOND + 1) * SECOND;
  }

  /** Forgets what is old by now. */
  void forget(long now) {
    if (now < nextForgetAt) {
      return;
    }
    nextForgetAt = Long.MAX_VALUE;
    for (Map<Bytes, Message> theirs : messages.values()) {
      theirs.values().removeIf(message -> message.forgetAt() <= now);
      theirs.values().forEach(this::expect);
    }
    messages.values().removeIf(Map::isEmpty);
  }

  private void expect(Message message) {
    nextForgetAt = Math.min(nextForgetAt, message.forgetAt());
  }

  StreamProducers copy() {
    return new StreamProducers(this);
  }
}
