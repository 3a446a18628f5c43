package io.fakeredis.core.value;

import io.fakeredis.api.Bytes;
import io.fakeredis.api.Numbers;

/** The compact formats in which the real servers keep small values, and how much room they take. */
enum Packing {
  /** Up to 6.2: each entry tells the length of the one before it, which for the first is none. */
  ZIPLIST(11) {
    @Override
    int integerBody(long n) {
      return n >= 0 && n <= 12 ? 1 : 1 + width(n);
    }

    @Override
    int stringBody(int length) {
      return length + (length < 64 ? 1 : length < 16384 ? 2 : 5);
    }

    @Override
    int lengthSize(int body) {
      return body < 253 ? 1 : 5;
    }

    @Override
    int unused(Bytes last) {
      return lengthSize(body(last)) - 1;
    }
  },

  /** From 7.0: each entry tells its own length at its end. */
  LISTPACK(7) {
    @Override
    int integerBody(long n) {
      if (n >= 0 && n <= 127) {
        return 1;
      }
      return n >= -4096 && n <= 4095 ? 2 : 1 + width(n);
    }

    @Override
    int stringBody(int length) {
      return length + (length < 64 ? 1 : length < 4096 ? 2 : 5);
    }

    @Override
    int lengthSize(int body) {
      return body < 128 ? 1 : body < 16383 ? 2 : body < 2097151 ? 3 : body < 268435455 ? 4 : 5;
    }
  };

  private final int emptySize;

  Packing(int emptySize) {
    this.emptySize = emptySize;
  }

  /** What head and end take. */
  int emptySize() {
    return emptySize;
  }

  /** How many bytes the element takes, its length included wherever that stands. */
  int entrySize(Bytes element) {
    int body = body(element);
    return body + lengthSize(body);
  }

  int body(Bytes element) {
    return Numbers.isLong(element)
        ? integerBody(Numbers.toLong(element))
        : stringBody(element.length());
  }

  /** How many of these bytes the last element does not take after all. */
  int unused(Bytes last) {
    return 0;
  }

  abstract int integerBody(long n);

  abstract int stringBody(int length);

  abstract int lengthSize(int body);

  private static int width(long n) {
    long magnitude = n < 0 ? ~n : n;
    int bits = 65 - Long.numberOfLeadingZeros(magnitude);
    return bits <= 32 ? (bits + 7) / 8 : 8;
  }
}
