package io.fakeredis.core.value;

/** How many bytes the real servers' allocator, jemalloc, hands out: sizes come in classes. */
final class Malloc {
  private static final int SMALLEST = 8;
  private static final int STEP = 16;
  private static final int LARGEST_BY_STEP = 128;

  /** The bits of a number that say between which powers of two it is, and in which quarter. */
  private static final int CLASS_BITS = 3;

  private static final int POINTER = 8;
  private static final int TABLE = 56;
  private static final int TABLE_ENTRY = 24;
  private static final int FEWEST_SLOTS = 4;

  private Malloc() {}

  /** What a request of so many bytes takes. */
  static long size(long bytes) {
    if (bytes <= SMALLEST) {
      return SMALLEST;
    }
    if (bytes <= LARGEST_BY_STEP) {
      return roundUp(bytes, STEP);
    }
    int magnitude = Long.SIZE - Long.numberOfLeadingZeros(bytes - 1);
    return roundUp(bytes, 1L << (magnitude - CLASS_BITS));
  }

  private static long roundUp(long bytes, long step) {
    return (bytes + step - 1) / step * step;
  }

  /** What a string takes with its header and the zero byte at its end. */
  static long string(int length) {
    int header = length < 1 << 5 ? 1 : length < 1 << 8 ? 3 : length < 1 << 16 ? 5 : 9;
    return size(header + length + 1L);
  }

  /** What a hash table of so many entries takes, without what the entries point to. */
  static long table(int entries) {
    long slots = FEWEST_SLOTS;
    while (slots < entries) {
      slots *= 2;
    }
    return size(TABLE) + size(slots * POINTER) + (long) entries * TABLE_ENTRY;
  }
}
