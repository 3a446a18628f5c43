package io.fakeredis.core.script.lua;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A growing run of bytes, up to what one string may hold. */
final class ByteBuilder {

  /** Longer strings are refused as if memory had run out. */
  static final int LIMIT = 1 << 30;

  private byte[] bytes;
  private int length;

  ByteBuilder() {
    this(32);
  }

  ByteBuilder(int capacity) {
    bytes = new byte[capacity];
  }

  int length() {
    return length;
  }

  void clear() {
    length = 0;
  }

  ByteBuilder append(int b) {
    if (length == bytes.length) {
      grow(1);
    }
    bytes[length++] = (byte) b;
    return this;
  }

  ByteBuilder append(byte[] source) {
    return append(source, 0, source.length);
  }

  ByteBuilder append(byte[] source, int from, int to) {
    int count = to - from;
    if (count > bytes.length - length) {
      grow(count);
    }
    System.arraycopy(source, from, bytes, length, count);
    length += count;
    return this;
  }

  ByteBuilder append(LuaString text) {
    return append(text.bytes);
  }

  /** Appends characters that are one byte each. */
  ByteBuilder append(String latin1) {
    return append(latin1.getBytes(StandardCharsets.ISO_8859_1));
  }

  /** The low bytes of a value, least significant first. */
  ByteBuilder appendLittleEndian(long value, int size) {
    for (int i = 0; i < size; i++) {
      append(i < 8 ? (int) (value >>> (8 * i)) : 0);
    }
    return this;
  }

  /** The low bytes of a value, most significant first. */
  ByteBuilder appendBigEndian(long value, int size) {
    for (int i = size - 1; i >= 0; i--) {
      append(i < 8 ? (int) (value >>> (8 * i)) : 0);
    }
    return this;
  }

  private void grow(int needed) {
    long wanted = (long) length + needed;
    if (wanted > LIMIT) {
      throw new LuaError(LuaError.NOT_ENOUGH_MEMORY);
    }
    bytes = Arrays.copyOf(bytes, (int) Math.min(LIMIT, Math.max(wanted, 2L * bytes.length)));
  }

  byte[] toBytes() {
    return Arrays.copyOf(bytes, length);
  }

  LuaString toLuaString() {
    return LuaString.of(toBytes());
  }

  /** The bytes, one character each. */
  String latin1() {
    return new String(bytes, 0, length, StandardCharsets.ISO_8859_1);
  }
}
