package io.fakeredis.core.rdb;

import io.fakeredis.api.Bytes;
import java.util.Arrays;

/** A growing array of bytes. */
final class ByteSink {
  private byte[] bytes = new byte[64];
  private int size;

  int size() {
    return size;
  }

  ByteSink put(int b) {
    room(1);
    bytes[size++] = (byte) b;
    return this;
  }

  ByteSink put(byte[] more) {
    room(more.length);
    System.arraycopy(more, 0, bytes, size, more.length);
    size += more.length;
    return this;
  }

  ByteSink put(Bytes more) {
    return put(more.array());
  }

  /** Writes the low bytes of the number, the lowest first. */
  ByteSink putLittle(long number, int count) {
    for (int i = 0; i < count; i++) {
      put((int) (number >>> (8 * i)));
    }
    return this;
  }

  /** Writes the low bytes of the number, the highest first. */
  ByteSink putBig(long number, int count) {
    for (int i = count - 1; i >= 0; i--) {
      put((int) (number >>> (8 * i)));
    }
    return this;
  }

  private void room(int more) {
    if (bytes.length - size < more) {
      bytes = Arrays.copyOf(bytes, Math.max(Math.addExact(size, more), bytes.length * 2));
    }
  }

  /** The array inside, of which {@link #size} bytes count. */
  byte[] array() {
    return bytes;
  }

  byte[] toArray() {
    return Arrays.copyOf(bytes, size);
  }

  void clear() {
    size = 0;
  }
}
