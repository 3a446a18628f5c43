package io.fakeredis.core.value;

import io.fakeredis.api.Bytes;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A slice with few elements: their offsets in order, and what stands there. */
final class SparseSlice implements ArraySlice {
  private static final int FIRST_CAPACITY = 4;

  private int[] offsets;
  private @Nullable Bytes[] elements;
  private int count;

  SparseSlice(SliceLimits limits) {
    this(Math.min(limits.mostSparse(), FIRST_CAPACITY));
  }

  private SparseSlice(int capacity) {
    this.offsets = new int[capacity];
    this.elements = new Bytes[capacity];
  }

  /** What is left of a dense slice. */
  static SparseSlice of(ArraySlice slice, int capacity) {
    SparseSlice sparse = new SparseSlice(capacity);
    for (int at = slice.next(0); at != NONE; at = slice.next(at + 1)) {
      sparse.offsets[sparse.count] = at;
      sparse.elements[sparse.count] = slice.get(at);
      sparse.count++;
    }
    return sparse;
  }

  static long bytes(int capacity) {
    int offsetBytes = (capacity * Short.BYTES + POINTER_BYTES - 1) / POINTER_BYTES * POINTER_BYTES;
    return HEADER_BYTES + offsetBytes + (long) capacity * POINTER_BYTES;
  }

  /** Where the offset stands, or where it would stand as {@code -position - 1}. */
  private int position(int offset) {
    return Arrays.binarySearch(offsets, 0, count, offset);
  }

  /** How many offsets are below this one. */
  private int below(int offset) {
    int position = position(offset);
    return position < 0 ? -position - 1 : position;
  }

  @Override
  public int count() {
    return count;
  }

  @Override
  public @Nullable Bytes get(int offset) {
    int position = position(offset);
    return position < 0 ? null : elements[position];
  }

  @Override
  public int next(int offset) {
    int position = below(offset);
    return position < count ? offsets[position] : NONE;
  }

  @Override
  public int previous(int offset) {
    int position = below(offset + 1);
    return position > 0 ? offsets[position - 1] : NONE;
  }

  @Override
  public ArraySlice set(int offset, Bytes element, SliceLimits limits) {
    int position = position(offset);
    if (position >= 0) {
      elements[position] = element;
      return this;
    }
    if (count >= limits.mostSparse()) {
      return DenseSlice.of(this, limits.size()).set(offset, element, limits);
    }
    insert(-position - 1, offset, element, limits.mostSparse());
    return this;
  }

  private void insert(int position, int offset, Bytes element, int mostSparse) {
    if (count == offsets.length) {
      int capacity = Math.min(count * 2, mostSparse);
      offsets = Arrays.copyOf(offsets, capacity);
      elements = Arrays.copyOf(elements, capacity);
    }
    System.arraycopy(offsets, position, offsets, position + 1, count - position);
    System.arraycopy(elements, position, elements, position + 1, count - position);
    offsets[position] = offset;
    elements[position] = element;
    count++;
  }

  @Override
  public ArraySlice remove(int from, int to, SliceLimits limits) {
    int first = below(from);
    int end = below(to + 1);
    System.arraycopy(offsets, end, offsets, first, count - end);
    System.arraycopy(elements, end, elements, first, count - end);
    int left = count - (end - first);
    Arrays.fill(elements, left, count, null);
    count = left;
    return this;
  }

  @Override
  public ArraySlice expect(int from, int to, SliceLimits limits) {
    int there = below(to + 1) - below(from);
    int expected = count - there + (to - from + 1);
    return expected > limits.mostSparse() ? DenseSlice.of(this, limits.size()) : this;
  }

  @Override
  public ArraySlice copy() {
    SparseSlice copy = new SparseSlice(0);
    copy.offsets = offsets.clone();
    copy.elements = elements.clone();
    copy.count = count;
    return copy;
  }

  @Override
  public int capacity() {
    return offsets.length;
  }

  @Override
  public boolean isDense() {
    return false;
  }

  @Override
  public long bytes() {
    return bytes(offsets.length);
  }
}
