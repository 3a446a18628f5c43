package io.fakeredis.core.value;

import io.fakeredis.api.Bytes;
import java.util.List;

/** An entry of a stream, where it lies in its node. */
public final class StreamEntry {
  private final PackedEntries node;
  private final int index;
  private final StreamId id;

  StreamEntry(PackedEntries node, int index) {
    this.node = node;
    this.index = index;
    this.id = node.id(index);
  }

  public StreamId id() {
    return id;
  }

  /** Fields and values in turn. */
  public List<Bytes> fields() {
    return node.fields(index);
  }

  /** Whether its fields are those of the node's first entry, in the same order. */
  public boolean hasMasterNames() {
    return node.hasMasterNames(index);
  }

  /** Whether the entry is gone and only its place in the node remains. */
  public boolean isDeleted() {
    return node.isDeleted(index);
  }

  void delete() {
    node.delete(index);
  }
}
