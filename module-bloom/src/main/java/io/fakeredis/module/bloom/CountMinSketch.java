package io.fakeredis.module.bloom;

import com.google.common.math.LongMath;
import com.google.common.primitives.UnsignedInts;
import io.fakeredis.api.Bytes;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A count-min sketch: rows of counters, of which each item has one in each row. The least of them
 * is its count, or more.
 */
final class CountMinSketch {
  /** What counters stop at. */
  static final long LARGEST_COUNT = 0xffffffffL;

  // The real server counts a pointer and eight bytes a counter, though counters have four.
  private static final int POINTER_SIZE = 8;
  private static final int COUNTED_COUNTER_SIZE = 8;

  private final int width;
  private final int depth;
  private final int[] counters;
  private long total;

  CountMinSketch(int width, int depth, int[] counters, long total) {
    this.width = width;
    this.depth = depth;
    this.counters = counters;
    this.total = total;
  }

  /** A sketch of zeros, or null if there is no room for it. */
  static @Nullable CountMinSketch create(long width, long depth) {
    int[] counters = Memory.allocate(LongMath.saturatedMultiply(width, depth), int[]::new);
    return counters == null ? null : new CountMinSketch((int) width, (int) depth, counters, 0);
  }

  private int counter(Bytes item, int row) {
    return row * width + Integer.remainderUnsigned(Murmur.hash32(item, row), width);
  }

  /**
   * Counts the item so many times more.
   *
   * @return the count that it has now; {@link #LARGEST_COUNT} if it may be even more
   */
  long add(Bytes item, long count) {
    long least = LARGEST_COUNT;
    for (int row = 0; row < depth; row++) {
      int at = counter(item, row);
      long before = UnsignedInts.toLong(counters[at]);
      long after = count > LARGEST_COUNT - before ? LARGEST_COUNT : before + count;
      counters[at] = (int) after;
      least = Math.min(least, after);
    }
    total += count;
    return least;
  }

  long count(Bytes item) {
    long least = LARGEST_COUNT;
    for (int row = 0; row < depth; row++) {
      least = Math.min(least, UnsignedInts.toLong(counters[counter(item, row)]));
    }
    return least;
  }

  /**
   * Makes this the weighted sum of the sources, which have the same dimensions; this may be one of
   * them.
   *
   * @throws ArithmeticException if a sum is negative or too large; nothing is changed then
   */
  void merge(List<CountMinSketch> sources, List<Long> weights) {
    int[] sums = new int[counters.length];
    for (int i = 0; i < sums.length; i++) {
      long sum = 0;
      for (int k = 0; k < sources.size(); k++) {
        long count = UnsignedInts.toLong(sources.get(k).counters[i]);
        sum = Math.addExact(sum, Math.multiplyExact(count, weights.get(k)));
      }
      if (sum < 0 || sum > LARGEST_COUNT) {
        throw new ArithmeticException("no counter takes " + sum);
      }
      sums[i] = (int) sum;
    }
    long sum = 0;
    for (int k = 0; k < sources.size(); k++) {
      sum = Math.addExact(sum, Math.multiplyExact(sources.get(k).total, weights.get(k)));
    }
    if (sum < 0) {
      throw new ArithmeticException("negative total");
    }
    System.arraycopy(sums, 0, counters, 0, sums.length);
    total = sum;
  }

  int width() {
    return width;
  }

  int depth() {
    return depth;
  }

  boolean isLike(CountMinSketch other) {
    return width == other.width && depth == other.depth;
  }

  /** The counters row by row, each an unsigned number. */
  int[] counters() {
    return counters;
  }

  /** The sum of all that was added. */
  long total() {
    return total;
  }

  long memory() {
    return POINTER_SIZE + (long) COUNTED_COUNTER_SIZE * counters.length;
  }
}
