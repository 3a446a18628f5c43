package io.fakeredis.module.bloom;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A place in the arrays of a filter's layers, laid end to end as SCANDUMP and LOADCHUNK count them.
 */
final class Place {
  /** SCANDUMP gives no more bytes than that at a time. */
  static final int LARGEST_CHUNK = 16 * 1024 * 1024;

  private final byte[] bytes;
  private final int offset;

  private Place(byte[] bytes, int offset) {
    this.bytes = bytes;
    this.offset = offset;
  }

  /** The place at the distance from the start; null if that is outside. */
  static @Nullable Place at(List<byte[]> arrays, long distance) {
    if (distance < 0) {
      return null;
    }
    long rest = distance;
    for (byte[] array : arrays) {
      if (rest < array.length) {
        return new Place(array, (int) rest);
      }
      rest -= array.length;
    }
    return null;
  }

  /** The array of one layer. */
  byte[] bytes() {
    return bytes;
  }

  /** Where in the array. */
  int offset() {
    return offset;
  }

  /** How many bytes the layer has from here on. */
  int remaining() {
    return bytes.length - offset;
  }
}
