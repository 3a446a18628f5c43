package io.fakeredis.core.script.lua;

/**
 * How strings are hashed.
 *
 * <p>The hash decides the order of keys in a table, which {@code pairs}, {@code cjson.encode} and
 * {@code cmsgpack.pack} show.
 */
public enum StringHash {
  /** Lua 5.1 as published: skips bytes of strings longer than 31. Redis 6 and KeyDB. */
  SAMPLED {
    @Override
    int hash(byte[] bytes) {
      return mix(bytes, (bytes.length >> 5) + 1);
    }
  },

  /** Every byte counts. Redis 7.0 closed a way to slow a server down with colliding keys. */
  WHOLE {
    @Override
    int hash(byte[] bytes) {
      return mix(bytes, 1);
    }
  },

  /** Murmur3 with the length as its seed. Valkey 8.1. */
  MURMUR {
    @Override
    int hash(byte[] bytes) {
      int hash = bytes.length;
      int whole = bytes.length & ~3;
      for (int i = 0; i < whole; i += 4) {
        hash ^= scramble(littleEndian(bytes, i, 4));
        hash = Integer.rotateLeft(hash, 13) * 5 + 0xe6546b64;
      }
      if (whole < bytes.length) {
        hash ^= scramble(littleEndian(bytes, whole, bytes.length - whole));
      }
      return avalanche(hash ^ bytes.length);
    }
  };

  abstract int hash(byte[] bytes);

  private static int mix(byte[] bytes, int step) {
    int hash = bytes.length;
    for (int i = bytes.length; i >= step; i -= step) {
      hash ^= (hash << 5) + (hash >>> 2) + (bytes[i - 1] & 0xff);
    }
    return hash;
  }

  private static int littleEndian(byte[] bytes, int from, int count) {
    int value = 0;
    for (int i = count - 1; i >= 0; i--) {
      value = value << 8 | (bytes[from + i] & 0xff);
    }
    return value;
  }

  private static int scramble(int block) {
    return Integer.rotateLeft(block * 0xcc9e2d51, 15) * 0x1b873593;
  }

  private static int avalanche(int value) {
    int hash = value;
    hash = (hash ^ hash >>> 16) * 0x85ebca6b;
    hash = (hash ^ hash >>> 13) * 0xc2b2ae35;
    return hash ^ hash >>> 16;
  }
}
