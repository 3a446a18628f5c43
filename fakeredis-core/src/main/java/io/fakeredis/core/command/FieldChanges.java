package io.fakeredis.core.command;

import io.fakeredis.api.Bytes;
import io.fakeredis.api.Call;
import io.fakeredis.api.Database;
import io.fakeredis.core.value.HashValue;
import io.fakeredis.core.value.HashValue.Field;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What one call does to the fields of a hash, of which it tells in the end. */
final class FieldChanges {
  private final Call call;
  private final Bytes key;
  private final @Nullable HashValue hash;
  private final List<Bytes> expired = new ArrayList<>();
  private final List<Bytes> updated = new ArrayList<>();
  private final List<Bytes> deleted = new ArrayList<>();
  private boolean deletedByTime;

  FieldChanges(Call call, Bytes key, @Nullable HashValue hash) {
    this.call = call;
    this.key = key;
    this.hash = hash;
  }

  /** The field of that name unless it has expired; then Redis takes it away. */
  @Nullable Field live(Bytes name) {
    Field field = hash == null ? null : hash.get(name);
    if (hash == null || field == null || !field.isExpired(call.now())) {
      return field;
    }
    if (!call.has(ValkeyFields.FORM)) {
      hash.remove(name);
      expired.add(name);
    }
    return null;
  }

  void delete(Field field) {
    if (hash != null) {
      hash.remove(field.key());
      deleted.add(field.key());
    }
  }

  /** Lets the field expire at that time, which may have come. */
  void expire(Field field, long at) {
    if (hash == null) {
      return;
    }
    if (at != Database.NEVER && at <= call.now()) {
      hash.remove(field.key());
      deleted.add(field.key());
      deletedByTime = true;
    } else {
      hash.expire(field, at);
      updated.add(field.key());
    }
  }

  void tell(String updateEvent) {
    boolean valkeysWord = deletedByTime && call.has(ValkeyFields.FORM);
    tell("hexpired", expired, updated.isEmpty() && deleted.isEmpty());
    tell(updateEvent, updated, deleted.isEmpty());
    tell(valkeysWord ? "hexpired" : "hdel", deleted, true);
  }

  /** The last of the events is the one that may find the hash empty. */
  private void tell(String event, List<Bytes> fields, boolean last) {
    if (!fields.isEmpty() && last) {
      call.db().changed(key, event, fields);
    } else if (!fields.isEmpty()) {
      call.db().event(key, event, fields);
    }
  }
}
