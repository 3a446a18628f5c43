package io.fakeredis.core.value;

import io.fakeredis.api.Bytes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A run of neighbouring entries, which the real server keeps in one listpack.
 *
 * <p>The listpack starts with the numbers of live and deleted entries and with the field names of
 * its first entry; entries that have the same names leave them out. Deleted entries stay in their
 * place until all are deleted, and count for the size.
 */
public final class StreamNode {
  private static final Packing PACKING = Packing.LISTPACK;

  /** Flags, the two halves of the ID, and the number of elements. */
  private static final int ENTRY_OVERHEAD = 3;

  private final StreamId master;
  private final List<Bytes> masterNames;
  private final PackedEntries entries;
  private int live;
  private long entryBytes;

  StreamNode(StreamId id, List<Bytes> fields) {
    this.master = id;
    this.masterNames = names(fields);
    this.entries = new PackedEntries(id, masterNames);
    this.entryBytes = size(masterNames.size()) + size(masterNames) + size(0);
  }

  private StreamNode(StreamNode other) {
    this.master = other.master;
    this.masterNames = other.masterNames;
    this.entries = other.entries.copy();
    this.live = other.live;
    this.entryBytes = other.entryBytes;
  }

  /** A node without entries, to be filled by {@link #restore}. */
  public static StreamNode empty(StreamId master, List<Bytes> masterNames) {
    List<Bytes> fields = new ArrayList<>(2 * masterNames.size());
    for (Bytes name : masterNames) {
      fields.add(name);
      fields.add(Bytes.EMPTY);
    }
    return new StreamNode(master, fields);
  }

  /** Adds an entry as a payload has it, which may be deleted. */
  public void restore(StreamId id, List<Bytes> fields, boolean deleted) {
    append(id, fields);
    if (deleted) {
      delete(entries.get(entries.size() - 1));
    }
  }

  private static List<Bytes> names(List<Bytes> fields) {
    List<Bytes> names = new ArrayList<>(fields.size() / 2);
    for (int i = 0; i < fields.size(); i += 2) {
      names.add(fields.get(i));
    }
    return names;
  }

  /** The ID of the first entry, whether it is still there or not. */
  public StreamId master() {
    return master;
  }

  /** The field names of the first entry. */
  public List<Bytes> masterNames() {
    return Collections.unmodifiableList(masterNames);
  }

  /** All entries in order, the deleted ones among them. */
  public List<StreamEntry> entries() {
    return Collections.unmodifiableList(entries);
  }

  /** How many entries are not deleted. */
  public int live() {
    return live;
  }

  StreamId last() {
    return entries.id(entries.size() - 1);
  }

  private boolean hasMasterNames(List<Bytes> fields) {
    if (fields.size() != 2 * masterNames.size()) {
      return false;
    }
    for (int i = 0; i < masterNames.size(); i++) {
      if (!masterNames.get(i).equals(fields.get(2 * i))) {
        return false;
      }
    }
    return true;
  }

  /** How many bytes the listpack takes. */
  long bytes() {
    return PACKING.emptySize() + size(live) + size(entries.size() - live) + entryBytes;
  }

  void append(StreamId id, List<Bytes> fields) {
    boolean sameNames = hasMasterNames(fields);
    int elements = sameNames ? fields.size() / 2 : fields.size() + 1;
    entryBytes += size(0) + size(id.ms() - master.ms()) + size(id.seq() - master.seq());
    entryBytes += sameNames ? valueSize(fields) : size(fields.size() / 2) + size(fields);
    entryBytes += size(elements + ENTRY_OVERHEAD);
    entries.add(id, fields, sameNames);
    live++;
  }

  private static long valueSize(List<Bytes> fields) {
    long sum = 0;
    for (int i = 1; i < fields.size(); i += 2) {
      sum += PACKING.entrySize(fields.get(i));
    }
    return sum;
  }

  private static long size(List<Bytes> elements) {
    long sum = 0;
    for (Bytes element : elements) {
      sum += PACKING.entrySize(element);
    }
    return sum;
  }

  private static int size(long number) {
    int body = PACKING.integerBody(number);
    return body + PACKING.lengthSize(body);
  }

  /** No entries will be added any more. */
  void complete() {
    entries.trim();
  }

  /** The entry of that ID, null if there is none or it is deleted. */
  @Nullable StreamEntry find(StreamId id) {
    int index = indexFrom(id);
    if (index == entries.size()) {
      return null;
    }
    StreamEntry entry = entries.get(index);
    return entry.isDeleted() || !entry.id().equals(id) ? null : entry;
  }

  /** The index of the first entry whose ID is not below. */
  int indexFrom(StreamId id) {
    return index(id, 0);
  }

  /** The index of the first entry whose ID is above. */
  int indexAfter(StreamId id) {
    return index(id, 1);
  }

  /** The index of the first entry whose ID compares to the given one with at least that result. */
  private int index(StreamId id, int order) {
    int low = 0;
    int high = entries.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (entries.id(middle).compareTo(id) < order) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  void delete(StreamEntry entry) {
    entry.delete();
    live--;
  }

  StreamNode copy() {
    return new StreamNode(this);
  }
}
