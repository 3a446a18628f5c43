package io.fakeredis.core.value;

import io.fakeredis.api.Bytes;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A slice with many elements: a window on its offsets that grows to either side, with room for an
 * element at each. The length of the window is a power of two.
 */
final class DenseSlice implements ArraySlice {
  private static final int SHORTEST_WINDOW = 8;

  /** Windows that are not this many times as long as a sparse slice may hold elements stay. */
  private static final int WORTH_LEAVING = 4;

  private @Nullable Bytes[] window;

  /** The offset of the window's first place. */
  private int start;

  private int count;

  private DenseSlice(int start, int length) {
    this.start = start;
    this.window = new Bytes[length];
  }

  /** An empty one whose window begins there. */
  static DenseSlice at(int offset, int size) {
    return new DenseSlice(Math.min(offset, size - SHORTEST_WINDOW), SHORTEST_WINDOW);
  }

  /** One with the elements of another, which has some. */
  static DenseSlice of(ArraySlice slice, int size) {
    int first = slice.next(0);
    int length = windowOf(slice.previous(size - 1) - first + 1, size);
    DenseSlice dense = new DenseSlice(Math.min(first, size - length), length);
    for (int at = first; at != NONE; at = slice.next(at + 1)) {
      dense.window[at - dense.start] = slice.get(at);
    }
    dense.count = slice.count();
    return dense;
  }

  /** The length of a window on so many offsets. */
  private static int windowOf(int offsets, int size) {
    int powerOfTwo = offsets <= 1 ? 1 : Integer.highestOneBit(offsets - 1) << 1;
    return Math.min(size, Math.max(powerOfTwo, SHORTEST_WINDOW));
  }

  private int end() {
    return start + window.length;
  }

  private boolean isInWindow(int offset) {
    return offset >= start && offset < end();
  }

  @Override
  public int count() {
    return count;
  }

  @Override
  public @Nullable Bytes get(int offset) {
    return isInWindow(offset) ? window[offset - start] : null;
  }

  @Override
  public int next(int offset) {
    for (int at = Math.max(offset, start); at < end(); at++) {
      if (window[at - start] != null) {
        return at;
      }
    }
    return NONE;
  }

  @Override
  public int previous(int offset) {
    for (int at = Math.min(offset, end() - 1); at >= start; at--) {
      if (window[at - start] != null) {
        return at;
      }
    }
    return NONE;
  }

  @Override
  public ArraySlice set(int offset, Bytes element, SliceLimits limits) {
    if (offset >= end()) {
      growRight(offset, limits.size());
    } else if (offset < start) {
      growLeft(offset, limits.size());
    }
    if (window[offset - start] == null) {
      count++;
    }
    window[offset - start] = element;
    return this;
  }

  private void growRight(int offset, int size) {
    int length = window.length;
    while (offset >= start + length && length < size) {
      length *= 2;
    }
    move(Math.min(start, size - length), length);
  }

  private void growLeft(int offset, int size) {
    int length = windowOf(end() - offset, size);
    move(Math.max(0, end() - length), length);
  }

  private void move(int newStart, int length) {
    @Nullable Bytes[] wider = new Bytes[length];
    System.arraycopy(window, 0, wider, start - newStart, window.length);
    start = newStart;
    window = wider;
  }

  @Override
  public ArraySlice remove(int from, int to, SliceLimits limits) {
    for (int at = Math.max(from, start); at <= Math.min(to, end() - 1); at++) {
      if (window[at - start] != null) {
        window[at - start] = null;
        count--;
      }
    }
    int capacity = limits.leastDense();
    return count > 0 && isWorthLeaving(limits) ? SparseSlice.of(this, capacity) : this;
  }

  /** Whether a sparse slice would do, and would be smaller by a quarter at least. */
  private boolean isWorthLeaving(SliceLimits limits) {
    return count <= Math.min(limits.leastDense(), limits.mostSparse())
        && window.length > SHORTEST_WINDOW
        && window.length >= WORTH_LEAVING * limits.leastDense()
        && bytes() >= SparseSlice.bytes(limits.leastDense()) * 5 / 4;
  }

  @Override
  public ArraySlice expect(int from, int to, SliceLimits limits) {
    return this;
  }

  @Override
  public ArraySlice copy() {
    DenseSlice copy = new DenseSlice(start, 0);
    copy.window = Arrays.copyOf(window, window.length);
    copy.count = count;
    return copy;
  }

  @Override
  public int capacity() {
    return window.length;
  }

  @Override
  public boolean isDense() {
    return true;
  }

  @Override
  public long bytes() {
    return HEADER_BYTES + (long) window.length * POINTER_BYTES;
  }
}
