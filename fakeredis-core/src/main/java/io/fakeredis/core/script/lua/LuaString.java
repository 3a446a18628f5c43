package io.fakeredis.core.script.lua;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A Lua string: bytes, of no particular encoding, that never change. */
public final class LuaString implements Comparable<LuaString> {

  private static final LuaString EMPTY = new LuaString(new byte[0]);

  final byte[] bytes;
  private int hash;

  private LuaString(byte[] bytes) {
    this.bytes = bytes;
  }

  /** Wraps the bytes, which the caller must not change afterwards. */
  public static LuaString of(byte[] bytes) {
    return bytes.length == 0 ? EMPTY : new LuaString(bytes);
  }

  /** The text in UTF-8. */
  public static LuaString of(String text) {
    return of(text.getBytes(StandardCharsets.UTF_8));
  }

  /** The text with one byte a character, as messages that quote script text are built. */
  static LuaString latin1(String text) {
    return of(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  static LuaString of(byte[] source, int from, int to) {
    return of(Arrays.copyOfRange(source, from, to));
  }

  /** The bytes themselves, not a copy: to read only. */
  public byte[] bytes() {
    return bytes;
  }

  /** The number of bytes. */
  public int length() {
    return bytes.length;
  }

  int byteAt(int index) {
    return bytes[index] & 0xff;
  }

  /**
   * The hash that orders tables. One string must not serve two states that hash differently, so
   * constants are never shared between states.
   */
  int hash(StringHash kind) {
    int known = hash;
    if (known == 0) {
      known = kind.hash(bytes);
      hash = known;
    }
    return known;
  }

  /** The bytes before the first zero byte, which is where C code that takes a char* stops. */
  LuaString untilNul() {
    for (int i = 0; i < bytes.length; i++) {
      if (bytes[i] == 0) {
        return of(bytes, 0, i);
      }
    }
    return this;
  }

  /** The text with one character a byte. */
  String latin1() {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  @Override
  public int compareTo(LuaString other) {
    return Arrays.compareUnsigned(bytes, other.bytes);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return this == other
        || (other instanceof LuaString string && Arrays.equals(bytes, string.bytes));
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  /** The bytes read as UTF-8. */
  @Override
  public String toString() {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
