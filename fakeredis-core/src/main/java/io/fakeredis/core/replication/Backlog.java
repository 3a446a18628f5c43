package io.fakeredis.core.replication;

import org.jspecify.annotations.Nullable;

/** The end of what replicas were told, for one that comes back soon; it grows as it is needed. */
final class Backlog {
  private static final int INITIAL_LENGTH = 1024;

  /** A ring: the byte at an offset stands at the offset modulo its length. */
  private byte[] ring;

  private int most;
  private long end;
  private int length;

  /**
   * An empty one.
   *
   * @param most how many bytes it keeps
   * @param offset how many bytes were told before
   */
  Backlog(int most, long offset) {
    this.ring = new byte[Math.min(most, INITIAL_LENGTH)];
    this.most = most;
    this.end = offset;
  }

  void add(byte[] told) {
    long needed = (long) length + told.length;
    if (needed > ring.length && ring.length < most) {
      rebuild((int) Math.min(most, Math.max(needed, 2L * ring.length)));
    }
    append(told);
  }

  private void append(byte[] told) {
    int skipped = Math.max(0, told.length - ring.length);
    end += skipped;
    for (int i = skipped; i < told.length; i++) {
      ring[(int) (end++ % ring.length)] = told[i];
    }
    length = (int) Math.min(ring.length, (long) length + told.length);
  }

  private void rebuild(int newLength) {
    byte[] kept = last(Math.min(newLength, length));
    ring = new byte[newLength];
    end -= kept.length;
    length = 0;
    append(kept);
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
    return offset < start() || offset > end ? null : last((int) (end - offset));
  }

  private byte[] last(int count) {
    byte[] bytes = new byte[count];
    for (int i = 0; i < count; i++) {
      bytes[i] = ring[(int) ((end - count + i) % ring.length)];
    }
    return bytes;
  }

  /** Keeps so many bytes from now on. */
  void resize(int newMost) {
    most = newMost;
    if (ring.length > most) {
      rebuild(most);
    }
  }
}
