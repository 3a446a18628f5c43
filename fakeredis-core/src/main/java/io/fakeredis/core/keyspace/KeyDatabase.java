package io.fakeredis.core.keyspace;

import io.fakeredis.api.Bytes;
import io.fakeredis.api.Database;
import io.fakeredis.api.Errors;
import io.fakeredis.api.Feature;
import io.fakeredis.api.ValueType;
import io.fakeredis.core.dict.Dict;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** One database of a keyspace. */
public final class KeyDatabase implements Database {
  /** Valkey puts the new value where the old one was before it takes the time to live away. */
  private static final Feature PLACED_WITH_OLD_EXPIRY =
      Feature.since("SET.placed-with-old-expiry", "valkey 8.1");

  /** KeyDB does not tell of a key that has expired if it is about to be set anew. */
  private static final Feature OVERWRITES_SILENTLY =
      Feature.since("SET.overwrites-expired-silently", "keydb 6.3");

  private static final int RANDOM_TRIES = 100;
  private static final char GENERIC = 'g';
  private static final String EXPIRED = "expired";

  private final int index;
  private final Keyspace keyspace;
  private Contents contents;
  private final List<Entry> pending = new ArrayList<>(2);

  KeyDatabase(int index, Keyspace keyspace) {
    this.index = index;
    this.keyspace = keyspace;
    this.contents = new Contents(this, keyspace);
  }

  @Override
  public int index() {
    return index;
  }

  @Override
  public boolean exists(Bytes key) {
    return read(key) != null;
  }

  Contents contents() {
    return contents;
  }

  private @Nullable Entry lookUp(Bytes key) {
    Entry entry = contents.get(key);
    if (entry == null || !isHidden(entry)) {
      return entry;
    }
    if (!keyspace.keepsExpired()) {
      expire(entry);
    }
    return null;
  }

  private boolean isHidden(Entry entry) {
    return isExpired(entry) && keyspace.hidesExpired();
  }

  private void accessed(Entry entry) {
    keyspace.accesses().accessed(entry, keyspace.now());
  }

  @Override
  public <T> @Nullable T find(Bytes key, ValueType<T> type) {
    Entry entry = read(key);
    return entry == null ? null : value(entry, type);
  }

  @Override
  public @Nullable Entry read(Bytes key) {
    Entry entry = look(key);
    if (entry != null) {
      accessed(entry);
    }
    return entry;
  }

  @Override
  public @Nullable Entry look(Bytes key) {
    Entry entry = lookUp(key);
    keyspace.books().lookedUp(index, key, entry != null);
    return entry;
  }

  @SuppressWarnings("unchecked") // the entry's value is of the entry's type
  private static <T> T value(Entry entry, ValueType<T> type) {
    if (entry.type != type) {
      throw Errors.wrongType();
    }
    return (T) entry.value;
  }

  @Override
  public <T> T create(Bytes key, ValueType<T> type) {
    Entry entry = lookUp(key);
    if (entry != null) {
      accessed(entry);
      return value(entry, type);
    }
    T value = type.create(keyspace.settings());
    Entry made = insert(key, type, value);
    made.pending = true;
    pending.add(made);
    return value;
  }

  private <T> Entry insert(Bytes key, ValueType<T> type, T value) {
    Entry hidden = keyspace.keepsExpired() ? contents.get(key) : null;
    if (hidden != null) {
      contents.discard(hidden);
    }
    Entry entry = new Entry(key, type, value, keyspace.now());
    contents.add(entry);
    return entry;
  }

  @Override
  public @Nullable ValueType<?> typeOf(Bytes key) {
    Entry entry = contents.get(key);
    return entry == null ? null : entry.type;
  }

  @Override
  public @Nullable Stored stored(Bytes key) {
    return lookUp(key);
  }

  @Override
  public boolean keepsExpired() {
    return keyspace.keepsExpired();
  }

  @Override
  public <T> void put(Bytes key, ValueType<T> type, T value, @Nullable String event) {
    put(key, type, value, event, false);
  }

  @Override
  public <T> void replace(Bytes key, ValueType<T> type, T value, @Nullable String event) {
    put(key, type, value, event, true);
  }

  private <T> void put(
      Bytes key, ValueType<T> type, T value, @Nullable String event, boolean keepsTtl) {
    Entry entry = overwritesSilently() && holdsExpired(key) ? dropped(key) : lookUp(key);
    if (entry == null) {
      entry = insert(key, type, value);
      entry.pending = true;
    } else {
      overwrite(key, entry, type, value, keepsTtl);
    }
    change(key, entry, event, List.of());
  }

  /** A time before 1970 is one that does not fit into 64 bits. */
  private boolean isExpired(Entry entry) {
    return entry.expiresAt >= 0 && keyspace.now() > entry.expiresAt;
  }

  private boolean overwritesSilently() {
    return keyspace.hidesExpired() && keyspace.settings().has(OVERWRITES_SILENTLY);
  }

  private @Nullable Entry dropped(Bytes key) {
    Entry entry = contents.get(key);
    if (entry != null) {
      contents.discard(entry);
    }
    return null;
  }

  private <T> void overwrite(Bytes key, Entry entry, ValueType<T> type, T value, boolean keepsTtl) {
    boolean sameType = entry.type == type;
    entry.type = type;
    entry.value = value;
    if (keyspace.settings().has(PLACED_WITH_OLD_EXPIRY)) {
      entry.placed(keyspace.settings());
    }
    if (!keepsTtl) {
      contents.clearExpiry(entry);
    }
    accessed(entry);
    if (!entry.pending) {
      keyspace.books().overwritten(index, key, !sameType);
    }
  }

  @Override
  public void changed(Bytes key, String event, List<Bytes> subkeys) {
    change(key, contents.get(key), event, subkeys);
    keyspace.countChanges(Math.max(0, subkeys.size() - 1));
  }

  @Override
  public void expiredInside(Bytes key, String event, List<Bytes> subkeys) {
    keyspace.books().expiredInside(index, key, subkeys);
    changed(key, event, subkeys);
  }

  @Override
  public void changed(Bytes key) {
    change(key, contents.get(key), null, List.of());
  }

  private void change(
      Bytes key, @Nullable Entry entry, @Nullable String event, List<Bytes> subkeys) {
    keyspace.countChange();
    Books books = keyspace.books();
    books.touched(index, key);
    if (entry == null) {
      return;
    }
    boolean appeared = entry.pending;
    if (appeared) {
      entry.pending = false;
      books.event(index, 'n', "new", key);
    }
    settle(entry);
    keyspace.accesses().changed(entry, keyspace.now());
    if (event != null) {
      books.event(index, entry.type.eventClass(), event, key, subkeys);
    }
    if (entry.isEmpty()) {
      contents.discard(entry);
      books.event(index, GENERIC, "del", key);
      books.gone(index, key);
    } else {
      books.ready(index, key, entry.type);
    }
  }

  @SuppressWarnings("unchecked") // a value is always stored together with its own type
  private void settle(Entry entry) {
    entry.placed(keyspace.settings());
    ((ValueType<Object>) entry.type).settle(entry.value, keyspace.settings());
    contents.expireInsideAt(entry, entry.nextExpiry());
    if (keyspace.eviction().isLimited()) {
      contents.count(entry);
    }
  }

  /** Ends a call: what it created and left empty was never there. */
  public void endCall() {
    for (int i = 0; i < pending.size(); i++) {
      Entry entry = pending.get(i);
      if (entry.pending && !entry.removed) {
        contents.discard(entry);
      }
    }
    pending.clear();
  }

  @Override
  public void countChanges(long count) {
    keyspace.countChanges(count);
  }

  @Override
  public void event(Bytes key, String event, List<Bytes> subkeys) {
    Entry entry = contents.get(key);
    char eventClass = entry == null ? GENERIC : entry.type.eventClass();
    keyspace.books().event(index, eventClass, event, key, subkeys);
  }

  @Override
  public void genericEvent(Bytes key, String event) {
    keyspace.books().event(index, GENERIC, event, key);
  }

  @Override
  public void overwritten(Bytes key, boolean anotherType) {
    keyspace.books().overwritten(index, key, anotherType);
  }

  @Override
  public void wake(Bytes key) {
    Entry entry = lookUp(key);
    if (entry != null) {
      keyspace.books().ready(index, key, entry.type);
    }
  }

  @Override
  public boolean remove(Bytes key, @Nullable String event) {
    Entry entry = lookUp(key);
    if (entry == null) {
      return false;
    }
    contents.discard(entry);
    keyspace.countChange();
    keyspace.books().touched(index, key);
    if (EXPIRED.equals(event)) {
      keyspace.books().expired(index, key);
      keyspace.books().event(index, 'x', EXPIRED, key);
    } else if (event != null) {
      keyspace.books().event(index, GENERIC, event, key);
    }
    keyspace.books().gone(index, key);
    return true;
  }

  /** Makes room for others. */
  void evict(Entry entry) {
    Bytes key = entry.key();
    contents.discard(entry);
    keyspace.books().touched(index, key);
    keyspace.books().event(index, 'e', "evicted", key);
    keyspace.books().gone(index, key);
  }

  private void expire(Entry entry) {
    Bytes key = entry.key();
    contents.discard(entry);
    keyspace.books().expired(index, key);
    keyspace.books().event(index, 'x', EXPIRED, key);
    keyspace.books().touched(index, key);
    keyspace.books().gone(index, key);
  }

  /** Keeps an appointment of the expiry queue. */
  void expireNow(ExpiryQueue.Item item) {
    Entry entry = item.entry();
    if (!item.inside()) {
      expire(entry);
      return;
    }
    contents.forgetAppointment(entry);
    expireInside(entry);
  }

  @SuppressWarnings("unchecked") // a value is always stored together with its own type
  private void expireInside(Entry entry) {
    List<Bytes> gone = new ArrayList<>();
    String event = ((ValueType<Object>) entry.type).expire(entry.value, keyspace.now(), gone);
    if (!gone.isEmpty()) {
      keyspace.books().expiredInside(index, entry.key(), gone);
    }
    if (event != null) {
      changed(entry.key(), event, gone);
    } else if (entry.isEmpty()) {
      expire(entry);
    } else {
      settle(entry);
    }
  }

  @Override
  public long expiresAt(Bytes key) {
    Entry entry = lookUp(key);
    return entry == null ? MISSING : entry.expiresAt;
  }

  @Override
  public boolean expire(Bytes key, long at) {
    Entry entry = lookUp(key);
    if (entry == null) {
      return false;
    }
    expireAt(key, at);
    keyspace.countChange();
    keyspace.books().touched(index, key);
    keyspace.books().event(index, GENERIC, "expire", key);
    return true;
  }

  @Override
  public void expireAt(Bytes key, long at) {
    Entry entry = contents.get(key);
    if (entry == null) {
      return;
    }
    contents.expireAt(entry, at);
  }

  @Override
  public void accessed(Bytes key, long at, int frequency) {
    Entry entry = contents.get(key);
    if (entry != null) {
      entry.accessedAt = at;
      entry.frequency(frequency);
    }
  }

  @Override
  public boolean persist(Bytes key) {
    Entry entry = lookUp(key);
    if (entry == null || entry.expiresAt == NEVER) {
      return false;
    }
    contents.clearExpiry(entry);
    keyspace.countChange();
    keyspace.books().touched(index, key);
    keyspace.books().event(index, GENERIC, "persist", key);
    return true;
  }

  @Override
  public long size() {
    return contents.size();
  }

  /** How the table of keys looks. */
  public Dict.Shape shape() {
    return contents.shape();
  }

  /** About how many bytes the real server would use for the keys and their values. */
  public long memory() {
    if (!keyspace.eviction().isLimited()) {
      countMemory();
    }
    return contents.memory();
  }

  /** Whether the key is there, though its time is up. */
  public boolean holdsExpired(Bytes key) {
    Entry entry = contents.get(key);
    return entry != null && isExpired(entry);
  }

  /** Whether the key is there, be it expired or not. */
  public boolean holds(Bytes key) {
    return contents.get(key) != null;
  }

  void countMemory() {
    contents.forEach(contents::count);
  }

  /** About how many bytes the real server would use for a key and its value; 0 if missing. */
  public long memory(Bytes key) {
    Entry entry = lookUp(key);
    return entry == null ? 0 : entry.memory(keyspace.settings());
  }

  /** How many keys have a time to live. */
  public int expiring() {
    return contents.expiring();
  }

  @Override
  public @Nullable Bytes randomKey(RandomGenerator random) {
    Bytes hidden = null;
    for (int i = 0; i < RANDOM_TRIES; i++) {
      Entry entry = contents.random(random);
      if (entry == null) {
        return null;
      }
      Bytes key = entry.key();
      if (lookUp(key) != null) {
        return key;
      }
      hidden = key;
    }
    return keyspace.keepsExpired() ? hidden : null; // the real server stops looking, too
  }

  @Override
  public long scan(long cursor, Consumer<Bytes> visitor) {
    return contents.scan(cursor, entry -> visitor.accept(entry.key()));
  }

  @Override
  public void forEach(Consumer<Bytes> visitor) {
    List<Bytes> keys = new ArrayList<>(contents.size());
    contents.forEach(
        entry -> {
          if (!isHidden(entry)) {
            keys.add(entry.key());
          }
        });
    keys.forEach(visitor);
  }

  @Override
  public void flush() {
    keyspace.books().flushed(index);
    keyspace.countChanges(size());
    clear();
  }

  void clear() {
    contents.markFlushed();
    contents = new Contents(this, keyspace);
    pending.clear();
  }

  void swapWith(KeyDatabase other) {
    Contents mine = contents;
    contents = other.contents;
    contents.owner(this);
    other.contents = mine;
    mine.owner(other);
  }
}
