package io.fakeredis.core.value;

import io.fakeredis.api.Bytes;
import org.jspecify.annotations.Nullable;

/**
 * The ID of a stream entry: a time in milliseconds and a number within it, both unsigned.
 *
 * @param ms the time, as an unsigned 64-bit number
 * @param seq the number, as an unsigned 64-bit number
 */
public record StreamId(long ms, long seq) implements Comparable<StreamId> {
  public static final StreamId MIN = new StreamId(0, 0);
  public static final StreamId MAX = new StreamId(-1, -1);

  /** How many bytes the ID takes as a key of the real server's radix trees. */
  static final int BYTES = 16;

  public boolean isZero() {
    return ms == 0 && seq == 0;
  }

  /** The ID right after this one; null after the last. */
  public @Nullable StreamId next() {
    if (seq != -1) {
      return new StreamId(ms, seq + 1);
    }
    return ms == -1 ? null : new StreamId(ms + 1, 0);
  }

  /** The ID right before this one; null before the first. */
  public @Nullable StreamId previous() {
    if (seq != 0) {
      return new StreamId(ms, seq - 1);
    }
    return ms == 0 ? null : new StreamId(ms - 1, -1);
  }

  /** A byte of the ID as 16 bytes, the highest first. */
  int byteAt(int index) {
    long half = index < Long.BYTES ? ms : seq;
    return (int) (half >>> (Byte.SIZE * (Long.BYTES - 1 - index % Long.BYTES))) & 0xff;
  }

  /** How many bytes of the two IDs are equal from the highest on. */
  int commonBytes(StreamId other) {
    long difference = ms ^ other.ms;
    if (difference != 0) {
      return Long.numberOfLeadingZeros(difference) / Byte.SIZE;
    }
    return Long.BYTES + Long.numberOfLeadingZeros(seq ^ other.seq) / Byte.SIZE;
  }

  public Bytes text() {
    return Bytes.latin(toString());
  }

  @Override
  public int compareTo(StreamId other) {
    int order = Long.compareUnsigned(ms, other.ms);
    return order != 0 ? order : Long.compareUnsigned(seq, other.seq);
  }

  @Override
  public String toString() {
    return Long.toUnsignedString(ms) + "-" + Long.toUnsignedString(seq);
  }
}
