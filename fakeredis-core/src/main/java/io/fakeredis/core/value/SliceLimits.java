package io.fakeredis.core.value;

import io.fakeredis.api.Settings;
import org.jspecify.annotations.Nullable;

/**
 * When slices are sparse and when dense.
 *
 * @param size how many indexes a slice stands for, a power of two
 * @param mostSparse with more elements than that a slice is dense; 0 if no slice is ever sparse
 * @param leastDense with no more elements than that a slice that shrinks may become sparse
 */
record SliceLimits(int size, int mostSparse, int leastDense) {
  static SliceLimits of(int size, Settings settings) {
    return new SliceLimits(
        size,
        (int) settings.number("array-sparse-kmax"),
        (int) settings.number("array-sparse-kmin"));
  }

  /** A slice for an element at that offset. */
  ArraySlice slice(int offset) {
    return mostSparse == 0 ? DenseSlice.at(offset, size) : new SparseSlice(this);
  }

  /** A slice for elements at all offsets between the two; null if it can wait for the first. */
  @Nullable ArraySlice slice(int from, int to) {
    return to - from + 1 > mostSparse ? DenseSlice.at(from, size) : null;
  }
}
