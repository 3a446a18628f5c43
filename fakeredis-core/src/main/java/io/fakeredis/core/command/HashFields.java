package io.fakeredis.core.command;

import io.fakeredis.api.Bytes;
import io.fakeredis.api.Call;
import io.fakeredis.api.Database;
import io.fakeredis.core.value.HashValue;
import io.fakeredis.core.value.HashValue.Field;
import java.util.AbstractList;
import java.util.List;
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
   * The field of that name unless it has expired: then Redis takes it away, and perhaps the whole
   * hash with it.
   */
  static @Nullable Field live(Call call, Bytes key, @Nullable HashValue hash, Bytes name) {
    Field field = hash == null ? null : hash.get(name);
    if (hash == null || field == null || !field.isExpired(call.now())) {
      return field;
    }
    if (!call.has(ValkeyFields.FORM)) {
      hash.remove(name);
      call.db().expiredInside(key, EXPIRED, List.of(name));
    }
    return null;
  }

  /**
   * Removes a field that has expired and is about to be set anew: the hash stays, though it may be
   * empty for the time being.
   */
  static void dropExpired(Call call, Bytes key, @Nullable HashValue hash, Bytes name) {
    if (hash != null && isExpired(call, hash, name) && !call.has(ValkeyFields.FORM)) {
      hash.remove(name);
      call.db().event(key, EXPIRED, List.of(name));
    }
  }

  /** Whether there is such a field, which has expired. */
  static boolean isExpired(Call call, HashValue hash, Bytes name) {
    Field field = hash.get(name);
    return field != null && field.isExpired(call.now());
  }

  /**
   * Valkey's readers leave expired fields to the active cycle, and its writers take them for gone:
   * here one is, before it is written. Returns how many fields are fewer.
   */
  static int bury(Call call, HashValue hash, Bytes name) {
    boolean buried = call.has(ValkeyFields.FORM) && isExpired(call, hash, name);
    return buried && hash.remove(name) ? 1 : 0;
  }

  /** Tells of fields that were buried; in front of what is told of the fields in their place. */
  static void tellBuried(Call call, Bytes key, int count) {
    if (count > 0) {
      call.db().event(key, EXPIRED);
    }
  }

  /** The hash without what has expired, for readers that must not change it. */
  static HashValue livePart(Call call, HashValue hash) {
    HashValue live = HashValue.TYPE.copy(hash);
    live.removeExpired(call.now());
    return live;
  }

  /** Makes room for times to live; Valkey has no compact encoding with such. */
  static void packExpiry(Call call, HashValue hash) {
    if (!call.has(ValkeyFields.FORM)) {
      hash.packExpiry();
    }
  }

  /** Takes away all fields that have expired. */
  static void expire(Call call, Bytes key, HashValue hash) {
    List<Bytes> gone = hash.removeExpired(call.now());
    if (!gone.isEmpty()) {
      call.db().expiredInside(key, EXPIRED, gone);
    }
  }

  /** The names among names and values. */
  static List<Bytes> names(List<Bytes> pairs) {
    return new AbstractList<>() {
      @Override
      public Bytes get(int index) {
        return pairs.get(2 * index);
      }

      @Override
      public int size() {
        return pairs.size() / 2;
      }
    };
  }

  /** Sets a field, which lives for ever then. */
  static void set(Call call, HashValue hash, Bytes name, Bytes value) {
    Field field = hash.put(name, value, call.settings());
    if (field.expires()) {
      hash.expire(field, Database.NEVER);
    }
  }
}
