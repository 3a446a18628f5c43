package io.fakeredis.core.command;

import io.fakeredis.api.Bytes;
import io.fakeredis.api.Call;
import io.fakeredis.api.Database;
import io.fakeredis.core.value.HashValue;
import io.fakeredis.core.value.HashValue.Field;
import org.jspecify.annotations.Nullable;

/** Looking for fields of hashes, some of which may have expired. */
final class HashFields {
  private static final String EXPIRED = "hexpired";

  private HashFields() {}

  /** The hash of the key, or null. */
  static @Nullable HashValue find(Call call, Bytes key) {
    return call.db().find(key, HashValue.TYPE);
  }

  /**
   * The field of that name unless it has expired: then it is taken away, and perhaps the whole hash
   * with it.
   */
  static @Nullable Field live(Call call, Bytes key, @Nullable HashValue hash, Bytes name) {
    Field field = hash == null ? null : hash.get(name);
    if (hash == null || field == null || !field.isExpired(call.now())) {
      return field;
    }
    hash.remove(name);
    call.db().changed(key, EXPIRED);
    return null;
  }

  /** Takes away all fields that have expired. */
  static void expire(Call call, Bytes key, HashValue hash) {
    if (hash.removeExpired(call.now()) > 0) {
      call.db().changed(key, EXPIRED);
    }
  }

  /** Sets a field, which lives for ever then. */
  static void set(Call call, HashValue hash, Bytes name, Bytes value) {
    Field field = hash.put(name, value, call.settings());
    if (field.expires()) {
      hash.expire(field, Database.NEVER);
    }
  }
}
