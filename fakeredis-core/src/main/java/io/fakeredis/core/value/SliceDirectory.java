package io.fakeredis.core.value;

import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The slices of an array by their numbers, and the size of the table in which the real server keeps
 * them: one long row up to the last slice, or, once a slice has had a number from 2048 on, a list
 * of rows of 2048 slices each, the empty ones left out.
 */
final class SliceDirectory {
  private static final int ROW_BITS = 11;
  private static final int FEWEST_ROWS = 4;
  private static final int ROW_BYTES = 24;
  private static final long ROW_SLOTS_BYTES = (1L << ROW_BITS) * ArraySlice.POINTER_BYTES;

  private final NavigableMap<Long, ArraySlice> slices = new TreeMap<>();

  /** How many rows have slices. */
  private int rows;

  /** For how many rows there is room in the list; 0 as long as there is a single long row. */
  private int rowCapacity;

  /** What the slices take, the long strings left out. */
  private long sliceBytes;

  NavigableMap<Long, ArraySlice> slices() {
    return slices;
  }

  @Nullable ArraySlice get(long number) {
    return slices.get(number);
  }

  /** Replaces the slice of that number, null for none, by what the change makes of it. */
  void update(long number, UnaryOperator<@Nullable ArraySlice> change) {
    ArraySlice before = slices.get(number);
    sliceBytes -= bytes(before);
    ArraySlice after = change.apply(before);
    sliceBytes += bytes(after);
    if (after == null) {
      remove(number);
    } else if (before == null) {
      add(number, after);
    } else {
      slices.put(number, after);
    }
  }

  private void add(long number, ArraySlice slice) {
    if (rowCapacity == 0 && number >>> ROW_BITS > 0) {
      rowCapacity = FEWEST_ROWS;
    }
    if (!hasRowOf(number)) {
      rows++;
      rowCapacity = rows > rowCapacity ? rowCapacity * 2 : rowCapacity;
    }
    slices.put(number, slice);
  }

  private void remove(long number) {
    if (slices.remove(number) != null && !hasRowOf(number)) {
      rows--;
    }
  }

  private boolean hasRowOf(long number) {
    Long above = slices.ceilingKey(number >>> ROW_BITS << ROW_BITS);
    return above != null && above >>> ROW_BITS == number >>> ROW_BITS;
  }

  private static long bytes(@Nullable ArraySlice slice) {
    return slice == null ? 0 : Malloc.size(slice.bytes());
  }

  /** The places in the long row, always a power of two, or in the list of rows. */
  long size() {
    if (rowCapacity > 0 || slices.isEmpty()) {
      return rowCapacity;
    }
    long last = slices.lastKey();
    return last == 0 ? 1 : Long.highestOneBit(last) << 1;
  }

  /** How many rows are listed; 0 as long as there is a single long one. */
  int rows() {
    return rowCapacity == 0 ? 0 : rows;
  }

  long bytes() {
    long table =
        rowCapacity == 0
            ? Malloc.size(size() * ArraySlice.POINTER_BYTES)
            : Malloc.size((long) rowCapacity * ROW_BYTES) + rows * ROW_SLOTS_BYTES;
    return table + sliceBytes;
  }

  SliceDirectory copy() {
    SliceDirectory copy = new SliceDirectory();
    slices.forEach((number, slice) -> copy.slices.put(number, slice.copy()));
    copy.rows = rows;
    copy.rowCapacity = rowCapacity;
    copy.sliceBytes = sliceBytes;
    return copy;
  }
}
