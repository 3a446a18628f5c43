package io.fakeredis.core.rdb;

import io.fakeredis.api.Bytes;
import io.fakeredis.api.Database;
import io.fakeredis.api.ValueType;

/** A value together with its type, which it is always of. */
public record TypedValue<T>(ValueType<T> type, T value) {

  @SuppressWarnings("unchecked") // a value is always stored together with its own type
  static TypedValue<?> of(Database.Stored stored) {
    return new TypedValue<>((ValueType<Object>) stored.type(), stored.value());
  }

  boolean isEmpty() {
    return type.isEmpty(value);
  }

  long memory() {
    return type.memory(value);
  }

  /** Puts the value under the key, without an event. */
  void putInto(Database db, Bytes key) {
    db.put(key, type, value, null);
  }
}
