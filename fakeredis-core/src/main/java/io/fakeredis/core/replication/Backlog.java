package io.fakeredis.core.replication;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The end of what replicas were told, for one that comes back soon. */
final class Backlog {
  private byte[] bytes;
  private long end;
  private int length;

  /**
   * An empty one.
   *
   * @param offset how much was told before
   */
  Backlog(int size, long offset) {
    this.bytes = new byte[size];
    this.end = offset;
  }

  void add(byte[] told) {
    for (byte b : told) {
      bytes[(int) (end++ % bytes.length)] = b;
    }
    length = Math.min(bytes.length, length + told.length);
  }

  /** The offset of the first byte that is still there. */
  long start() {
    return end - length;
  }

  int length() {
    return length;
  }

  /** What comes behind the offset; null if that is not known any more, or not yet. */
  byte @Nullable [] from(long offset) {
    if (offset < start() || offset > end) {
      return null;
    }
    byte[] rest = new byte[(int) (end - offset)];
    for (int i = 0; i < rest.length; i++) {
      rest[i] = bytes[(int) ((offset + i) % bytes.length)];
    }
    return rest;
  }

  void resize(int size) {
    byte[] kept = from(end - Math.min(size, length));
    bytes = new byte[size];
    end -= kept == null ? 0 : kept.length;
    length = 0;
    add(kept == null ? new byte[0] : Arrays.copyOf(kept, kept.length));
  }
}
