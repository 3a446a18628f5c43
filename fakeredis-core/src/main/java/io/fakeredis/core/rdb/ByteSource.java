package io.fakeredis.core.rdb;

import io.fakeredis.api.Bytes;

/** A place in an array of bytes; whoever reads beyond the end gets an {@link RdbException}. */
final class ByteSource {
  private final byte[] bytes;
  private final int end;
  private int at;

  ByteSource(byte[] bytes) {
    this(bytes, 0, bytes.length);
  }

  ByteSource(byte[] bytes, int from, int end) {
    this.bytes = bytes;
    this.at = from;
    this.end = end;
  }

  int position() {
    return at;
  }

  int left() {
    return end - at;
  }

  int u8() {
    need(1);
    return bytes[at++] & 0xff;
  }

  /** The next byte, which stays where it is. */
  int peek() {
    need(1);
    return bytes[at] & 0xff;
  }

  byte[] take(long count) {
    need(count);
    byte[] taken = new byte[(int) count];
    System.arraycopy(bytes, at, taken, 0, taken.length);
    at += taken.length;
    return taken;
  }

  Bytes takeBytes(long count) {
    return Bytes.wrap(take(count));
  }

  void skip(long count) {
    need(count);
    at += (int) count;
  }

  /** A number of so many bytes without a sign (unless it has eight), the lowest byte first. */
  long little(int count) {
    need(count);
    long number = 0;
    for (int i = count - 1; i >= 0; i--) {
      number = number << 8 | (bytes[at + i] & 0xff);
    }
    at += count;
    return number;
  }

  /** The same with a sign. */
  long signedLittle(int count) {
    int unused = 64 - 8 * count;
    return little(count) << unused >> unused;
  }

  /** As {@link #little}, the highest byte first. */
  long big(int count) {
    need(count);
    long number = 0;
    for (int i = 0; i < count; i++) {
      number = number << 8 | (bytes[at + i] & 0xff);
    }
    at += count;
    return number;
  }

  private void need(long count) {
    RdbChecks.check(count >= 0 && count <= end - at, "the data end too early");
  }
}
