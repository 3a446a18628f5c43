package io.fakeredis.core.keyspace;

import io.fakeredis.api.Bytes;
import io.fakeredis.api.Database;
import io.fakeredis.core.dict.Dict;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The keys of a database, apart from the number under which they are found: SWAPDB exchanges just
 * them, and FLUSHDB begins with others.
 */
final class Contents {
  private final Keyspace keyspace;
  private final Dict<Entry> entries;

  /**
   * For which time the expiry queue knows of something inside a value. Few values have anything
   * inside that expires, so that entries do without a field for it.
   */
  private final Map<Entry, Long> appointments = new HashMap<>(0);

  private KeyDatabase owner;
  private int expiring;
  private long memory;
  private boolean flushed;

  Contents(KeyDatabase owner, Keyspace keyspace) {
    this.owner = owner;
    this.keyspace = keyspace;
    this.entries = new Dict<>(keyspace.settings().profile());
  }

  /** The database in which they are. */
  KeyDatabase owner() {
    return owner;
  }

  void owner(KeyDatabase newOwner) {
    owner = newOwner;
  }

  /** Whether they are in no database any more. */
  boolean isFlushed() {
    return flushed;
  }

  void markFlushed() {
    flushed = true;
  }

  int size() {
    return entries.size();
  }

  /** How many keys have a time to live. */
  int expiring() {
    return expiring;
  }

  /** About how many bytes the entries take that were {@linkplain #count counted}. */
  long memory() {
    return memory;
  }

  Dict.Shape shape() {
    return entries.shape();
  }

  /** The entry of the key, expired or not; null if there is none. */
  @Nullable Entry get(Bytes key) {
    return entries.get(key);
  }

  @Nullable Entry random(RandomGenerator random) {
    return entries.random(random);
  }

  void forEach(Consumer<Entry> visitor) {
    entries.forEach(visitor);
  }

  long scan(long cursor, Consumer<Entry> visitor) {
    return entries.scan(cursor, visitor);
  }

  void add(Entry entry) {
    entries.add(entry);
  }

  /** Takes the entry out, without telling anybody. */
  void discard(Entry entry) {
    clearExpiry(entry);
    forgetAppointment(entry);
    entry.removed = true;
    entries.remove(entry);
    memory -= entry.countedMemory;
    entry.countedMemory = 0;
  }

  /** Counts what the entry takes now, in place of what was counted before. */
  void count(Entry entry) {
    long bytes = entry.memory(keyspace.settings());
    memory += bytes - entry.countedMemory;
    entry.countedMemory = bytes;
  }

  /** Gives the key another time to live; none if it is {@link Database#NEVER}. */
  void expireAt(Entry entry, long at) {
    clearExpiry(entry);
    if (at != Database.NEVER) {
      entry.expiresAt = at;
      expiring++;
      entry.placed(keyspace.settings());
      if (at >= 0) {
        keyspace.expiries().add(at, entry, this, false);
      }
    }
  }

  void clearExpiry(Entry entry) {
    if (entry.expiresAt != Database.NEVER) {
      entry.expiresAt = Database.NEVER;
      expiring--;
      keyspace.expiries().markStale();
    }
  }

  /** Has something inside the value expire at that time; {@link Database#NEVER} if nothing will. */
  void expireInsideAt(Entry entry, long at) {
    if (at == Database.NEVER) {
      forgetAppointment(entry);
    } else if (!Objects.equals(appointments.put(entry, at), at)) {
      keyspace.expiries().add(at, entry, this, true);
    }
  }

  /** The expiry queue has forgotten, or is to forget, what is inside the value. */
  void forgetAppointment(Entry entry) {
    if (!appointments.isEmpty()) {
      appointments.remove(entry);
    }
  }
}
