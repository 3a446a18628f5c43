package io.fakeredis.core.value;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HexFormat;

/** The 64-bit XXH3 hash with the default secret and seed 0: what DIGEST tells of a string. */
public final class Xxh3 {
  private static final ByteBuffer SECRET =
      little(
          HexFormat.of()
              .parseHex(
                  "b8fe6c3923a44bbe7c01812cf721ad1cded46de9839097db7240a4a4b7b3671f"
                      + "cb79e64eccc0e578825ad07dccff7221b8084674f743248ee03590e6813a264c"
                      + "3c2852bb91c300cb88d0658b1b532ea371644897a20df94e3819ef46a9deacd8"
                      + "a8fa763fe39c343ff9dcbbc7c70b4f1d8a51e04bcdb45931c89f7ec9d9787364"
                      + "eac5ac8334d3ebc3c581a0fffa1363eb170ddd51b7f0da49d316552629d4689e"
                      + "2b16be587d47a1fc8ff8b8d17ad031ce45cb3a8f95160428afd7fbcabb4b407e"));

  private static final long PRIME32_1 = 0x9E3779B1L;
  private static final long PRIME32_2 = 0x85EBCA77L;
  private static final long PRIME32_3 = 0xC2B2AE3DL;
  private static final long PRIME64_1 = 0x9E3779B185EBCA87L;
  private static final long PRIME64_2 = 0xC2B2AE3D27D4EB4FL;
  private static final long PRIME64_3 = 0x165667B19E3779F9L;
  private static final long PRIME64_4 = 0x85EBCA77C2B2AE63L;
  private static final long PRIME64_5 = 0x27D4EB2F165667C5L;
  private static final long PRIME_MX1 = 0x165667919E3779F9L;
  private static final long PRIME_MX2 = 0x9FB21C651E98DF25L;

  private static final int STRIPE = 64;
  private static final int STRIPES_PER_BLOCK = 16;
  private static final int BLOCK = STRIPE * STRIPES_PER_BLOCK;

  private Xxh3() {}

  public static long hash(byte[] data) {
    ByteBuffer input = little(data);
    if (data.length <= 16) {
      return hashShort(input, data.length);
    }
    if (data.length <= 128) {
      return hashTo128(input, data.length);
    }
    return data.length <= 240 ? hashTo240(input, data.length) : hashLong(input, data.length);
  }

  private static ByteBuffer little(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static long hashShort(ByteBuffer input, int length) {
    if (length > 8) {
      return hashTo16(input, length);
    }
    if (length >= 4) {
      return hashTo8(input, length);
    }
    return length > 0 ? hashTo3(input, length) : avalanche64(secret(56) ^ secret(64));
  }

  private static long hashTo3(ByteBuffer input, int length) {
    long first = input.get(0) & 0xff;
    long middle = input.get(length >> 1) & 0xff;
    long last = input.get(length - 1) & 0xff;
    long combined = first << 16 | middle << 24 | last | (long) length << 8;
    return avalanche64(combined ^ ((SECRET.getInt(0) ^ SECRET.getInt(4)) & 0xffffffffL));
  }

  private static long hashTo8(ByteBuffer input, int length) {
    long high = (long) input.getInt(0) << 32;
    long low = input.getInt(length - 4) & 0xffffffffL;
    long hash = (high + low) ^ secret(8) ^ secret(16);
    hash ^= Long.rotateLeft(hash, 49) ^ Long.rotateLeft(hash, 24);
    hash *= PRIME_MX2;
    hash ^= (hash >>> 35) + length;
    hash *= PRIME_MX2;
    return hash ^ hash >>> 28;
  }

  private static long hashTo16(ByteBuffer input, int length) {
    long low = input.getLong(0) ^ secret(24) ^ secret(32);
    long high = input.getLong(length - 8) ^ secret(40) ^ secret(48);
    return avalanche(length + Long.reverseBytes(low) + high + foldedProduct(low, high));
  }

  /** Mixes pairs of 16 bytes, from both ends towards the middle. */
  private static long hashTo128(ByteBuffer input, int length) {
    long hash = length * PRIME64_1;
    for (int i = (length - 1) / 32; i >= 0; i--) {
      hash += mix(input, 16 * i, 32 * i);
      hash += mix(input, length - 16 * (i + 1), 32 * i + 16);
    }
    return avalanche(hash);
  }

  private static long hashTo240(ByteBuffer input, int length) {
    long hash = length * PRIME64_1;
    for (int i = 0; i < 8; i++) {
      hash += mix(input, 16 * i, 16 * i);
    }
    hash = avalanche(hash);
    for (int i = 8; i < length / 16; i++) {
      hash += mix(input, 16 * i, 16 * (i - 8) + 3);
    }
    return avalanche(hash + mix(input, length - 16, 119));
  }

  private static long hashLong(ByteBuffer input, int length) {
    long[] lanes = {
      PRIME32_3, PRIME64_1, PRIME64_2, PRIME64_3, PRIME64_4, PRIME32_2, PRIME64_5, PRIME32_1
    };
    int stripes = (length - 1) / STRIPE;
    for (int i = 0; i < stripes; i++) {
      accumulate(lanes, input, i * STRIPE, i % STRIPES_PER_BLOCK * 8);
      if ((i + 1) * STRIPE % BLOCK == 0) {
        scramble(lanes);
      }
    }
    accumulate(lanes, input, length - STRIPE, 121);
    return merge(lanes, length * PRIME64_1);
  }

  private static void accumulate(long[] lanes, ByteBuffer input, int at, int secretAt) {
    for (int i = 0; i < lanes.length; i++) {
      long data = input.getLong(at + 8 * i);
      long keyed = data ^ secret(secretAt + 8 * i);
      lanes[i ^ 1] += data;
      lanes[i] += (keyed & 0xffffffffL) * (keyed >>> 32);
    }
  }

  private static void scramble(long[] lanes) {
    for (int i = 0; i < lanes.length; i++) {
      lanes[i] = (lanes[i] ^ lanes[i] >>> 47 ^ secret(128 + 8 * i)) * PRIME32_1;
    }
  }

  private static long merge(long[] lanes, long start) {
    long hash = start;
    for (int i = 0; i < lanes.length; i += 2) {
      int at = 11 + 8 * i;
      hash += foldedProduct(lanes[i] ^ secret(at), lanes[i + 1] ^ secret(at + 8));
    }
    return avalanche(hash);
  }

  private static long mix(ByteBuffer input, int at, int secretAt) {
    long low = input.getLong(at) ^ secret(secretAt);
    long high = input.getLong(at + 8) ^ secret(secretAt + 8);
    return foldedProduct(low, high);
  }

  private static long secret(int at) {
    return SECRET.getLong(at);
  }

  /** The halves of the unsigned 128-bit product, one laid over the other. */
  private static long foldedProduct(long a, long b) {
    long high = Math.multiplyHigh(a, b) + (a >> 63 & b) + (b >> 63 & a);
    return a * b ^ high;
  }

  private static long avalanche(long hash) {
    long h = (hash ^ hash >>> 37) * PRIME_MX1;
    return h ^ h >>> 32;
  }

  private static long avalanche64(long hash) {
    long h = (hash ^ hash >>> 33) * PRIME64_2;
    h = (h ^ h >>> 29) * PRIME64_3;
    return h ^ h >>> 32;
  }
}
