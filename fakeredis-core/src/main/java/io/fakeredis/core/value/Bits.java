package io.fakeredis.core.value;

import java.nio.ByteBuffer;

/** Counts and finds bits in strings. Bit 0 is the highest bit of the first byte. */
public final class Bits {
  private Bits() {}

  /** How many bits are set from the first to the last, both included. */
  public static long count(byte[] bytes, long first, long last) {
    int from = (int) (first >>> 3);
    int to = (int) (last >>> 3);
    int outside =
        Integer.bitCount(bytes[from] & ~head(first) & 0xff)
            + Integer.bitCount(bytes[to] & ~tail(last) & 0xff);
    return countBytes(bytes, from, to + 1) - outside;
  }

  private static long countBytes(byte[] bytes, int from, int to) {
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    long count = 0;
    int at = from;
    for (; at + Long.BYTES <= to; at += Long.BYTES) {
      count += Long.bitCount(buffer.getLong(at));
    }
    for (; at < to; at++) {
      count += Integer.bitCount(bytes[at] & 0xff);
    }
    return count;
  }

  /** The index of the first such bit from the first to the last, both included; -1 if none is. */
  public static long find(byte[] bytes, boolean set, long first, long last) {
    int to = (int) (last >>> 3);
    int at = (int) (first >>> 3);
    int candidates = candidates(bytes[at], set) & head(first);
    while (candidates == 0 && at < to) {
      at++;
      candidates = candidates(bytes[at], set);
    }
    if (at == to) {
      candidates &= tail(last);
    }
    return candidates == 0 ? -1 : at * 8L + Integer.numberOfLeadingZeros(candidates) - 24;
  }

  private static int candidates(byte b, boolean set) {
    return (set ? b : ~b) & 0xff;
  }

  /** A mask of the bits of a byte from this one on. */
  private static int head(long bit) {
    return 0xff >>> (bit & 7);
  }

  /** A mask of the bits of a byte up to this one. */
  private static int tail(long bit) {
    return 0xff << (7 - (bit & 7)) & 0xff;
  }
}
