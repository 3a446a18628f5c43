package io.fakeredis.module.bloom;

import org.jspecify.annotations.Nullable;

/** One layer of a {@link BloomFilter}: a bloom filter of fixed capacity and error rate. */
final class BloomLayer {
  // As many digits of ln 2 and its square as RedisBloom takes; the bits of dumps depend on them.
  private static final double LN_2 = 0.693147180559945;
  private static final double LN_2_SQUARED = 0.480453013918201;

  private final Shape shape;
  private final byte[] bytes;
  private long size;

  /**
   * The dimensions of a layer.
   *
   * @param capacity how many items it is for
   * @param bits how many bits it has, or may be thought to have where power is not 0
   * @param power the number of bits as a power of two, 0 where it is none
   */
  record Shape(long capacity, double error, double bitsPerItem, int hashes, long bits, int power) {

    /** The smallest layer that keeps the error rate. */
    static Shape of(long capacity, double error) {
      double bitsPerItem = bitsPerItem(error);
      long bits = Math.max(1, (long) (capacity * bitsPerItem));
      return new Shape(capacity, error, bitsPerItem, hashes(bitsPerItem), wholeWords(bits), 0);
    }

    /** A layer of a power of two of bits, with as much capacity as that allows; RedisBloom 1.x. */
    static Shape rounded(long capacity, double error) {
      double bitsPerItem = bitsPerItem(error);
      double needed = capacity * bitsPerItem;
      int power = Math.getExponent(needed) + 1;
      double bits = Math.scalb(1.0, power);
      long more = (long) ((bits - needed) / bitsPerItem);
      return new Shape(
          capacity + more, error, bitsPerItem, hashes(bitsPerItem), wholeWords((long) bits), power);
    }

    private static double bitsPerItem(double error) {
      return Math.abs(Math.log(error) / LN_2_SQUARED);
    }

    static int hashes(double bitsPerItem) {
      return (int) Math.ceil(LN_2 * bitsPerItem);
    }

    private static long wholeWords(long bits) {
      return (bits + 63) / 64 * 64;
    }

    /** Whether a layer of such dimensions can work at all. */
    boolean isSound() {
      return error > 0
          && error < 1
          && power >= 0
          && power < 64
          && bits > 0
          && (power == 0 || Long.compareUnsigned(bits, 1L << power) >= 0)
          && hashes == hashes(bitsPerItem);
    }

    private long modulus() {
      return power == 0 ? bits : 1L << power;
    }
  }

  BloomLayer(Shape shape, byte[] bytes, long size) {
    this.shape = shape;
    this.bytes = bytes;
    this.size = size;
  }

  /** An empty layer, or null if there is no room for it. */
  static @Nullable BloomLayer empty(Shape shape) {
    byte[] bytes = Memory.allocate(shape.bits() / 8, byte[]::new);
    return bytes == null ? null : new BloomLayer(shape, bytes, 0);
  }

  Shape shape() {
    return shape;
  }

  /** The bits, the lowest of each byte first. */
  byte[] bytes() {
    return bytes;
  }

  /** How many items were added. */
  long size() {
    return size;
  }

  boolean isFull() {
    return Long.compareUnsigned(size, shape.capacity()) >= 0;
  }

  boolean contains(long first, long step) {
    for (int i = 0; i < shape.hashes(); i++) {
      long bit = bit(first, step, i);
      if ((bytes[(int) (bit >>> 3)] & (1 << (bit & 7))) == 0) {
        return false;
      }
    }
    return true;
  }

  void add(long first, long step) {
    for (int i = 0; i < shape.hashes(); i++) {
      long bit = bit(first, step, i);
      bytes[(int) (bit >>> 3)] |= (byte) (1 << (bit & 7));
    }
    size++;
  }

  private long bit(long first, long step, int index) {
    return Long.remainderUnsigned(first + index * step, shape.modulus());
  }
}
