package io.fakeredis.module.bloom;

import com.google.common.primitives.Ints;
import com.google.common.primitives.Longs;
import io.fakeredis.api.Bytes;

/** MurmurHash2 in its 32-bit form and in the 64-bit form called 64A; both read little-endian. */
final class Murmur {
  private static final int FACTOR_32 = 0x5bd1e995;
  private static final long FACTOR_64 = 0xc6a4a7935bd1e995L;

  private Murmur() {}

  /** MurmurHash2. */
  static int hash32(Bytes data, int seed) {
    byte[] a = data.array();
    int whole = a.length & ~3;
    int hash = seed ^ a.length;
    for (int i = 0; i < whole; i += 4) {
      int word = Ints.fromBytes(a[i + 3], a[i + 2], a[i + 1], a[i]) * FACTOR_32;
      word = (word ^ (word >>> 24)) * FACTOR_32;
      hash = (hash * FACTOR_32) ^ word;
    }
    if (whole < a.length) {
      hash = (hash ^ (int) tail(a, whole)) * FACTOR_32;
    }
    hash = (hash ^ (hash >>> 13)) * FACTOR_32;
    return hash ^ (hash >>> 15);
  }

  /** MurmurHash64A. */
  static long hash64(Bytes data, long seed) {
    byte[] a = data.array();
    int whole = a.length & ~7;
    long hash = seed ^ (a.length * FACTOR_64);
    for (int i = 0; i < whole; i += 8) {
      long word = word(a, i) * FACTOR_64;
      word = (word ^ (word >>> 47)) * FACTOR_64;
      hash = (hash ^ word) * FACTOR_64;
    }
    if (whole < a.length) {
      hash = (hash ^ tail(a, whole)) * FACTOR_64;
    }
    hash = (hash ^ (hash >>> 47)) * FACTOR_64;
    return hash ^ (hash >>> 47);
  }

  private static long word(byte[] a, int at) {
    return Longs.fromBytes(
        a[at + 7], a[at + 6], a[at + 5], a[at + 4], a[at + 3], a[at + 2], a[at + 1], a[at]);
  }

  private static long tail(byte[] a, int from) {
    long tail = 0;
    for (int i = a.length - 1; i >= from; i--) {
      tail = tail << 8 | (a[i] & 0xff);
    }
    return tail;
  }
}
