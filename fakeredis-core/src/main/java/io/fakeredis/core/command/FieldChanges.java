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
  private boolean expired;
  private boolean updated;
  private boolean deleted;
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
      expired = true;
    }
    return null;
  }

  void delete(Field field) {
    if (hash != null) {
      hash.remove(field.key());
      deleted = true;
    }
  }

  /** Lets the field expire at that time, which may have come. */
  void expire(Field field, long at) {
    if (hash == null) {
      return;
    }
    if (at != Database.NEVER && at <= call.now()) {
      hash.remove(field.key());
      deletedByTime = true;
    } else {
      hash.expire(field, at);
      updated = true;
    }
  }

  void tell(String updateEvent) {
    List<String> events = new ArrayList<>(2);
    if (expired) {
      events.add("hexpired");
    }
    if (updated) {
      events.add(updateEvent);
    }
    if (deleted || deletedByTime) {
      events.add(deleted || !call.has(ValkeyFields.FORM) ? "hdel" : "hexpired");
    }
    for (int i = 0; i < events.size(); i++) {
      if (i == events.size() - 1) {
        call.db().changed(key, events.get(i));
      } else {
        call.db().event(key, events.get(i));
      }
    }
  }
}
