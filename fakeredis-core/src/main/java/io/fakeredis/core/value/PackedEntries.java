package io.fakeredis.core.value;

import io.fakeredis.api.Bytes;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.RandomAccess;

/**
 * The entries of a stream's node. Streams are long and their entries small, so these lie in one
 * array: flags, the ID as the distance from the first one, and words. Numbers and the lengths of
 * words take as few bytes as they need, seven bits in each, the lowest first; the eighth bit says
 * that more follow.
 */
final class PackedEntries extends AbstractList<StreamEntry> implements RandomAccess {
  private static final int DELETED = 1;

  /** The entry leaves out the names of its fields, which are those of the first one. */
  private static final int SAME_NAMES = 2;

  private static final int NUMBER_BITS = 7;
  private static final int MORE = 1 << NUMBER_BITS;
  private static final int LONGEST_NUMBER = 10;

  private final StreamId master;
  private final List<Bytes> masterNames;
  private byte[] data = new byte[LONGEST_NUMBER];
  private int end;
  private int[] starts = new int[1];
  private int count;

  PackedEntries(StreamId master, List<Bytes> masterNames) {
    this.master = master;
    this.masterNames = masterNames;
  }

  PackedEntries copy() {
    PackedEntries copy = new PackedEntries(master, masterNames);
    copy.data = Arrays.copyOf(data, end);
    copy.end = end;
    copy.starts = Arrays.copyOf(starts, count);
    copy.count = count;
    return copy;
  }

  /** Gives back the room for more entries. */
  void trim() {
    data = Arrays.copyOf(data, end);
    starts = Arrays.copyOf(starts, count);
  }

  @Override
  public int size() {
    return count;
  }

  @Override
  public StreamEntry get(int index) {
    return new StreamEntry(this, index);
  }

  /** Adds an entry; its ID is not below that of the last one. */
  void add(StreamId id, List<Bytes> fields, boolean sameNames) {
    if (count == starts.length) {
      starts = Arrays.copyOf(starts, 2 * count);
    }
    starts[count++] = end;
    putNumber(sameNames ? SAME_NAMES : 0);
    putNumber(id.ms() - master.ms());
    putNumber(id.seq() - base(id.ms()));
    if (!sameNames) {
      putNumber(fields.size());
    }
    int step = sameNames ? 2 : 1;
    for (int i = step - 1; i < fields.size(); i += step) {
      putWord(fields.get(i));
    }
  }

  /** From where the numbers within a millisecond are counted. */
  private long base(long ms) {
    return ms == master.ms() ? master.seq() : 0;
  }

  private void putNumber(long number) {
    makeRoom(LONGEST_NUMBER);
    long rest = number;
    while ((rest & -MORE) != 0) {
      data[end++] = (byte) (rest | MORE);
      rest >>>= NUMBER_BITS;
    }
    data[end++] = (byte) rest;
  }

  private void putWord(Bytes word) {
    putNumber(word.length());
    makeRoom(word.length());
    System.arraycopy(word.array(), 0, data, end, word.length());
    end += word.length();
  }

  private void makeRoom(int more) {
    if (end + more > data.length) {
      data = Arrays.copyOf(data, Math.max(2 * data.length, end + more));
    }
  }

  StreamId id(int index) {
    Reader reader = new Reader(starts[index] + 1);
    long ms = master.ms() + reader.number();
    return new StreamId(ms, base(ms) + reader.number());
  }

  boolean hasMasterNames(int index) {
    return (data[starts[index]] & SAME_NAMES) != 0;
  }

  boolean isDeleted(int index) {
    return (data[starts[index]] & DELETED) != 0;
  }

  void delete(int index) {
    data[starts[index]] |= DELETED;
  }

  /** Fields and values in turn. */
  List<Bytes> fields(int index) {
    Reader reader = new Reader(starts[index] + 1);
    reader.number();
    reader.number();
    boolean sameNames = hasMasterNames(index);
    int words = sameNames ? masterNames.size() : (int) reader.number();
    List<Bytes> fields = new ArrayList<>(sameNames ? 2 * words : words);
    for (int i = 0; i < words; i++) {
      if (sameNames) {
        fields.add(masterNames.get(i));
      }
      fields.add(reader.word());
    }
    return Collections.unmodifiableList(fields);
  }

  /** Reads one thing after another. */
  private final class Reader {
    private int at;

    Reader(int at) {
      this.at = at;
    }

    long number() {
      long number = 0;
      int shift = 0;
      for (; data[at] < 0; shift += NUMBER_BITS) {
        number |= (long) (data[at++] & (MORE - 1)) << shift;
      }
      return number | (long) data[at++] << shift;
    }

    Bytes word() {
      int length = (int) number();
      at += length;
      return Bytes.copyOf(data, at - length, at);
    }
  }
}
