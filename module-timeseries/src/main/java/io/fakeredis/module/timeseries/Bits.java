package io.fakeredis.module.timeseries;

import io.fakeredis.api.Bytes;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/** Numbers of so many bits one behind the other, each with its lowest bit first. */
final class Bits {
  private long[] words;
  private int bytes;

  Bits(int bytes) {
    this.bytes = bytes;
    this.words = new long[wordsFor(bytes)];
  }

  Bits(Bytes data) {
    this(data.length());
    byte[] padded = Arrays.copyOf(data.toArray(), words.length * Long.BYTES);
    ByteBuffer.wrap(padded).order(ByteOrder.LITTLE_ENDIAN).asLongBuffer().get(words);
  }

  private Bits(Bits other) {
    this.bytes = other.bytes;
    this.words = other.words.clone();
  }

  private static int wordsFor(int bytes) {
    return (bytes + Long.BYTES - 1) / Long.BYTES;
  }

  /** How many bytes there are. */
  int bytes() {
    return bytes;
  }

  /** How many bits there are. */
  int size() {
    return bytes * Byte.SIZE;
  }

  void resize(int newBytes) {
    bytes = newBytes;
    words = Arrays.copyOf(words, wordsFor(newBytes));
  }

  Bits copy() {
    return new Bits(this);
  }

  /** Puts the lowest bits of the number there, in place of what was there. */
  void put(int at, long number, int width) {
    int word = at / Long.SIZE;
    int offset = at % Long.SIZE;
    long mask = mask(width);
    words[word] = (words[word] & ~(mask << offset)) | ((number & mask) << offset);
    int inWord = Long.SIZE - offset;
    if (width > inWord) {
      long rest = mask >>> inWord;
      words[word + 1] = (words[word + 1] & ~rest) | ((number & mask) >>> inWord);
    }
  }

  /**
   * The number there.
   *
   * @throws IllegalArgumentException if there are not as many bits
   */
  long get(int at, int width) {
    if (at + width > size()) {
      throw new IllegalArgumentException("not as many bits");
    }
    int word = at / Long.SIZE;
    int offset = at % Long.SIZE;
    int inWord = Long.SIZE - offset;
    long number = words[word] >>> offset;
    if (width > inWord) {
      number |= words[word + 1] << inWord;
    }
    return number & mask(width);
  }

  private static long mask(int width) {
    return width == Long.SIZE ? -1 : (1L << width) - 1;
  }

  Bytes toBytes() {
    ByteBuffer data = ByteBuffer.allocate(words.length * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    data.asLongBuffer().put(words);
    return Bytes.copyOf(data.array(), 0, bytes);
  }
}
