package io.fakeredis.core.value;

import io.fakeredis.api.Bytes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * An entry of a stream. Streams are long and their entries small: an entry shares the names of its
 * fields with others, and has the rest in one array, each word behind its length.
 */
public final class StreamEntry {
  /** Of a length, seven bits go into a byte, the lowest first; the eighth says that more follow. */
  private static final int LENGTH_BITS = 7;

  private static final int MORE = 1 << LENGTH_BITS;

  private final long ms;
  private final long seq;

  /** The names of the fields if they are shared; empty if the words below include them. */
  private final List<Bytes> names;

  private final byte[] words;
  private boolean deleted;

  private StreamEntry(StreamId id, List<Bytes> names, byte[] words) {
    this.ms = id.ms();
    this.seq = id.seq();
    this.names = names;
    this.words = words;
  }

  /** An entry with names of its own. */
  static StreamEntry of(StreamId id, List<Bytes> fields) {
    return new StreamEntry(id, List.of(), pack(fields, 0, 1));
  }

  /** An entry whose fields have these names, in this order. */
  static StreamEntry sharing(List<Bytes> names, StreamId id, List<Bytes> fields) {
    return new StreamEntry(id, names, pack(fields, 1, 2));
  }

  private static byte[] pack(List<Bytes> fields, int from, int step) {
    int size = 0;
    for (int i = from; i < fields.size(); i += step) {
      size += lengthSize(fields.get(i).length()) + fields.get(i).length();
    }
    byte[] packed = new byte[size];
    int at = 0;
    for (int i = from; i < fields.size(); i += step) {
      Bytes word = fields.get(i);
      int length = word.length();
      for (; length >= MORE; length >>>= LENGTH_BITS) {
        packed[at++] = (byte) (length | MORE);
      }
      packed[at++] = (byte) length;
      System.arraycopy(word.array(), 0, packed, at, word.length());
      at += word.length();
    }
    return packed;
  }

  private static int lengthSize(int length) {
    int bits = Integer.SIZE - Integer.numberOfLeadingZeros(length | 1);
    return (bits + LENGTH_BITS - 1) / LENGTH_BITS;
  }

  public StreamId id() {
    return new StreamId(ms, seq);
  }

  /** As {@link StreamId#compareTo}. */
  int compareTo(StreamId id) {
    int order = Long.compareUnsigned(ms, id.ms());
    return order != 0 ? order : Long.compareUnsigned(seq, id.seq());
  }

  /** Fields and values in turn. */
  public List<Bytes> fields() {
    List<Bytes> fields = new ArrayList<>(2 * Math.max(names.size(), 1));
    int at = 0;
    while (at < words.length) {
      if (!names.isEmpty()) {
        fields.add(names.get(fields.size() / 2));
      }
      int length = 0;
      int shift = 0;
      for (; words[at] < 0; shift += LENGTH_BITS) {
        length |= (words[at++] & (MORE - 1)) << shift;
      }
      length |= words[at++] << shift;
      fields.add(Bytes.copyOf(words, at, at + length));
      at += length;
    }
    return Collections.unmodifiableList(fields);
  }

  /** Whether the entry is gone and only its place in the node remains. */
  public boolean isDeleted() {
    return deleted;
  }

  void delete() {
    deleted = true;
  }

  StreamEntry copy() {
    StreamEntry copy = new StreamEntry(id(), names, words);
    copy.deleted = deleted;
    return copy;
  }
}
