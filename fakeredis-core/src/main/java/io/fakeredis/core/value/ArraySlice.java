package io.fakeredis.core.value;

import io.fakeredis.api.Bytes;
import org.jspecify.annotations.Nullable;

/**
 * A stretch of an array, as many indexes in a row as {@code array-slice-size} said when the array
 * was made. Elements stand at offsets from its beginning.
 *
 * <p>A slice with few elements is sparse, others are dense. What changes a slice gives back the one
 * to go on with, which may be of the other kind.
 */
interface ArraySlice {
  /** What {@link #next} and {@link #previous} give where nothing is left. */
  int NONE = -1;

  /** The real server's header of a slice. */
  int HEADER_BYTES = 32;

  int POINTER_BYTES = 8;

  /** How many elements there are. */
  int count();

  @Nullable Bytes get(int offset);

  /** The lowest offset from this one on at which there is an element, or {@link #NONE}. */
  int next(int offset);

  /** The highest offset up to this one at which there is an element, or {@link #NONE}. */
  int previous(int offset);

  ArraySlice set(int offset, Bytes element, SliceLimits limits);

  /** Takes out what stands between the two offsets, themselves included. */
  ArraySlice remove(int from, int to, SliceLimits limits);

  /** Makes room beforehand for elements at all offsets between the two. */
  ArraySlice expect(int from, int to, SliceLimits limits);

  ArraySlice copy();

  /** How many elements it has room for. */
  int capacity();

  boolean isDense();

  /** What the real server asks its allocator for, the long strings left out. */
  long bytes();
}
