package io.fakeredis.core.value;

import io.fakeredis.api.Bytes;
import java.util.List;

/** An entry of a stream. */
public final class StreamEntry {
  private final StreamId id;
  private final List<Bytes> fields;
  private boolean deleted;

  StreamEntry(StreamId id, List<Bytes> fields) {
    this.id = id;
    this.fields = fields;
  }

  public StreamId id() {
    return id;
  }

  /** Fields and values in turn. */
  public List<Bytes> fields() {
    return fields;
  }

  /** Whether the entry is gone and only its place in the node remains. */
  public boolean isDeleted() {
    return deleted;
  }

  void delete() {
    deleted = true;
  }

  StreamEntry copy() {
    StreamEntry copy = new StreamEntry(id, fields);
    copy.deleted = deleted;
    return copy;
  }
}
