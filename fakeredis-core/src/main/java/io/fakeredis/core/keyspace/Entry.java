package io.fakeredis.core.keyspace;

import io.fakeredis.api.Bytes;
import io.fakeredis.api.Database;
import io.fakeredis.api.Feature;
import io.fakeredis.api.Settings;
import io.fakeredis.api.ValueType;
import io.fakeredis.core.dict.Dict;

/** One key with its value. */
final class Entry extends Dict.Node implements Database.Stored {
  private static final long NEVER = Database.NEVER;

  /** Since then the key is kept in one allocation with the header of the value. */
  private static final Feature TOGETHER = Feature.since("MEMORY.key-with-value", "8.2");

  private static final int TABLE_ENTRY = 24;

  /** What every value's memory has counted for its header. */
  private static final int HEADER = 16;

  private static final int STRING_OVERHEAD = 2;

  /** The access counter of a key that is new. */
  static final int NEW_FREQUENCY = 5;

  ValueType<?> type;
  Object value;
  long expiresAt = Database.NEVER;
  long accessedAt;
  private byte frequency = NEW_FREQUENCY; // 0 to 255

  /** What the database counts for it; 0 as long as nobody wants to know. */
  long countedMemory;

  /** Made by a call that has not told of a change yet. */
  boolean pending;

  /** Taken out of its database; the expiry queue may still know it. */
  boolean removed;

  Entry(Bytes key, ValueType<?> type, Object value, long now) {
    super(key);
    this.type = type;
    this.value = value;
    this.accessedAt = now;
  }

  @Override
  public ValueType<?> type() {
    return type;
  }

  @Override
  public Object value() {
    return value;
  }

  @Override
  public long expiresAt() {
    return expiresAt;
  }

  @Override
  public long accessedAt() {
    return accessedAt;
  }

  @Override
  public int frequency() {
    return frequency & 0xff;
  }

  void frequency(int counter) {
    frequency = (byte) counter;
  }

  @SuppressWarnings("unchecked") // a value is always stored together with its own type
  private ValueType<Object> typed() {
    return (ValueType<Object>) type;
  }

  /** Tells the value where it lies now. */
  void placed(Settings settings) {
    typed().placed(value, key(), expires(), settings);
  }

  boolean expires() {
    return expiresAt != NEVER;
  }

  boolean isEmpty() {
    return typed().isEmpty(value);
  }

  long nextExpiry() {
    return typed().nextExpiry(value);
  }

  /**
   * About how many bytes the real server would use for key, value and their place in the table, as
   * MEMORY USAGE tells.
   */
  long memory(Settings settings) {
    long keyBytes = (long) key().length() + STRING_OVERHEAD;
    long valueBytes = typed().memory(value);
    if (settings.has(TOGETHER)) {
      long expiryBytes = expiresAt == NEVER ? 0 : Long.BYTES;
      return valueBytes + roundUp(HEADER + keyBytes + expiryBytes) - HEADER;
    }
    return TABLE_ENTRY + roundUp(keyBytes) + valueBytes;
  }

  private static long roundUp(long bytes) {
    return (bytes + Long.BYTES - 1) / Long.BYTES * Long.BYTES;
  }
}
