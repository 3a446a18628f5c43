package io.fakeredis.api;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * An immutable run of bytes: a key, a member, an argument, a string value.
 *
 * <p>Equality and order are by content, the order being that of {@code memcmp}. The hash is
 * computed once.
 */
public final class Bytes implements Comparable<Bytes> {
  public static final Bytes EMPTY = new Bytes(new byte[0]);

  private final byte[] array;
  private int hash;

  private Bytes(byte[] array) {
    this.array = array;
  }

  /** The text in UTF-8. */
  public static Bytes of(String text) {
    return new Bytes(text.getBytes(UTF_8));
  }

  /** The text of a number as Redis prints integers. */
  public static Bytes of(long number) {
    return new Bytes(Numbers.text(number));
  }

  /** A text of which each char (0 to 255) is one byte. */
  public static Bytes latin(String text) {
    return new Bytes(text.getBytes(ISO_8859_1));
  }

  /** Wraps the array without a copy; whoever gives it away must not write to it again. */
  public static Bytes wrap(byte[] array) {
    return array.length == 0 ? EMPTY : new Bytes(array);
  }

  public static Bytes copyOf(byte[] array, int from, int to) {
    return from == to ? EMPTY : new Bytes(Arrays.copyOfRange(array, from, to));
  }

  public int length() {
    return array.length;
  }

  public boolean isEmpty() {
    return array.length == 0;
  }

  /** The byte at the index, sign-extended as Java does. */
  public byte at(int index) {
    return array[index];
  }

  /** The array inside, for reading only. */
  public byte[] array() {
    return array;
  }

  public byte[] toArray() {
    return array.clone();
  }

  public Bytes slice(int from, int to) {
    return from == 0 && to == array.length ? this : copyOf(array, from, to);
  }

  /** Whether this is the ASCII word, in whatever case. */
  public boolean is(String word) {
    if (word.length() != array.length) {
      return false;
    }
    for (int i = 0; i < array.length; i++) {
      if (lower(array[i]) != lower((byte) word.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  private static int lower(byte b) {
    return b >= 'A' && b <= 'Z' ? b + 32 : b;
  }

  /** One char a byte, so that nothing is lost; for names, numbers and error texts. */
  public String latin() {
    return new String(array, ISO_8859_1);
  }

  @Override
  public int compareTo(Bytes other) {
    return Arrays.compareUnsigned(array, other.array);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return this == other || (other instanceof Bytes that && Arrays.equals(array, that.array));
  }

  @Override
  public int hashCode() {
    int h = hash;
    if (h == 0 && array.length > 0) {
      h = spread(Arrays.hashCode(array));
      hash = h;
    }
    return h;
  }

  /** Tables take the low bits, so that all bits must count there; this is Murmur's last step. */
  private static int spread(int h) {
    h = (h ^ (h >>> 16)) * 0x85EBCA6B;
    h = (h ^ (h >>> 13)) * 0xC2B2AE35;
    return h ^ (h >>> 16);
  }

  /** The bytes read as UTF-8. */
  @Override
  public String toString() {
    return new String(array, UTF_8);
  }
}
