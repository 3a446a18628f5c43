package io.fakeredis.core.value;

import io.fakeredis.api.Bytes;
import io.fakeredis.api.Settings;
import io.fakeredis.api.ValueType;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import org.jspecify.annotations.Nullable;

/**
 * An array: strings at indexes of 64 bits without a sign, with gaps that cost nothing, and a cursor
 * that tells where the next element goes if nobody says so.
 *
 * <p>It is cut into slices, of which only those with elements exist. The highest index of all is
 * never in use.
 */
public final class ArrayValue {
  public static final ValueType<ArrayValue> TYPE = new ArrayType();

  /** The one index that no element can have. */
  public static final long NO_INDEX = -1;

  private final Settings settings;
  private SliceDirectory directory;

  /** How many indexes a slice has, a power of two. */
  private int sliceSize;

  private long count;
  private long stringBytes;

  /** Where the last element went; the next one goes behind it. */
  private long lastInserted = NO_INDEX;

  ArrayValue(Settings settings) {
    this.settings = settings;
    this.directory = new SliceDirectory();
    this.sliceSize = (int) settings.number("array-slice-size");
  }

  /** Takes the elements of an array one by one. */
  @FunctionalInterface
  public interface Visitor {
    /** Looks at an element; false ends the visit. */
    boolean visit(long index, Bytes element);
  }

  /** How many elements there are. */
  public long count() {
    return count;
  }

  /** The number, without a sign, behind the highest index in use. */
  public long length() {
    if (count == 0) {
      return 0;
    }
    Map.Entry<Long, ArraySlice> last = directory.slices().lastEntry();
    return index(last.getKey(), last.getValue().previous(sliceSize - 1)) + 1;
  }

  private long slice(long index) {
    return Long.divideUnsigned(index, sliceSize);
  }

  private int offset(long index) {
    return (int) index & (sliceSize - 1);
  }

  private long index(long slice, int offset) {
    return slice * sliceSize + offset;
  }

  private SliceLimits limits() {
    return SliceLimits.of(sliceSize, settings);
  }

  public @Nullable Bytes get(long index) {
    ArraySlice slice = directory.get(slice(index));
    return slice == null ? null : slice.get(offset(index));
  }

  /** Sets the element, whether there is one already or not. */
  public void set(long index, Bytes element) {
    Bytes before = get(index);
    stringBytes += ArrayElement.bytes(element);
    if (before == null) {
      count++;
    } else {
      stringBytes -= ArrayElement.bytes(before);
    }
    int offset = offset(index);
    SliceLimits limits = limits();
    directory.update(
        slice(index),
        slice -> (slice == null ? limits.slice(offset) : slice).set(offset, element, limits));
  }

  /** Sets the elements from that index on; slices that will be dense are dense from the start. */
  public void setAll(long from, Collection<Bytes> elements) {
    if (elements.size() > 1) {
      expect(from, from + elements.size() - 1);
    }
    long index = from;
    for (Bytes element : elements) {
      set(index, element);
      index++;
    }
  }

  private void expect(long from, long to) {
    SliceLimits limits = limits();
    for (long number = slice(from); number <= slice(to); number++) {
      int first = number == slice(from) ? offset(from) : 0;
      int last = number == slice(to) ? offset(to) : sliceSize - 1;
      directory.update(
          number,
          slice -> slice == null ? limits.slice(first, last) : slice.expect(first, last, limits));
    }
  }

  /** Takes the element out; whether there was one. */
  public boolean remove(long index) {
    return get(index) != null && removeRange(index, index) == 1;
  }

  /** Takes out the elements between the two indexes, which may come in either order. */
  public long removeRange(long from, long to) {
    long before = count;
    long low = lower(from, to);
    long high = higher(from, to);
    for (long number : List.copyOf(between(low, high).keySet())) {
      int first = number == slice(low) ? offset(low) : 0;
      int last = number == slice(high) ? offset(high) : sliceSize - 1;
      directory.update(number, slice -> slice == null ? null : remove(slice, first, last));
    }
    return before - count;
  }

  private @Nullable ArraySlice remove(ArraySlice slice, int first, int last) {
    int countBefore = slice.count();
    for (int at = slice.next(first); at != ArraySlice.NONE && at <= last; at = slice.next(at + 1)) {
      Bytes element = slice.get(at);
      stringBytes -= element == null ? 0 : ArrayElement.bytes(element);
    }
    ArraySlice left = slice.remove(first, last, limits());
    count -= countBefore - left.count();
    return left.count() == 0 ? null : left;
  }

  private static long lower(long a, long b) {
    return Long.compareUnsigned(a, b) < 0 ? a : b;
  }

  private static long higher(long a, long b) {
    return Long.compareUnsigned(a, b) < 0 ? b : a;
  }

  private NavigableMap<Long, ArraySlice> between(long low, long high) {
    return directory.slices().subMap(slice(low), true, slice(high), true);
  }

  /** Visits the elements between the two indexes, backwards if the first is the higher one. */
  public void forEach(long from, long to, Visitor visitor) {
    if (Long.compareUnsigned(from, to) > 0) {
      backwards(from, to, visitor);
      return;
    }
    for (Map.Entry<Long, ArraySlice> entry : between(from, to).entrySet()) {
      long number = entry.getKey();
      ArraySlice slice = entry.getValue();
      int last = number == slice(to) ? offset(to) : sliceSize - 1;
      int at = slice.next(number == slice(from) ? offset(from) : 0);
      while (at != ArraySlice.NONE && at <= last) {
        if (!visit(number, at, slice, visitor)) {
          return;
        }
        at = slice.next(at + 1);
      }
    }
  }

  private void backwards(long from, long to, Visitor visitor) {
    for (Map.Entry<Long, ArraySlice> entry : between(to, from).descendingMap().entrySet()) {
      long number = entry.getKey();
      ArraySlice slice = entry.getValue();
      int last = number == slice(to) ? offset(to) : 0;
      int at = slice.previous(number == slice(from) ? offset(from) : sliceSize - 1);
      while (at != ArraySlice.NONE && at >= last) {
        if (!visit(number, at, slice, visitor)) {
          return;
        }
        at = slice.previous(at - 1);
      }
    }
  }

  private boolean visit(long number, int offset, ArraySlice slice, Visitor visitor) {
    Bytes element = slice.get(offset);
    return element == null || visitor.visit(index(number, offset), element);
  }

  /** Where the last element was inserted, or {@link #NO_INDEX} if the next one goes to 0. */
  public long lastInserted() {
    return lastInserted;
  }

  /** Where the next element goes; {@link #NO_INDEX} if there is no place left for it. */
  public long cursor() {
    return lastInserted + 1;
  }

  public void seek(long cursor) {
    lastInserted = cursor - 1;
  }

  /** Sets the elements from the cursor on, which must leave room for them. */
  public void insert(Collection<Bytes> elements) {
    setAll(cursor(), elements);
    lastInserted += elements.size();
  }

  /** Goes round in the places below the size, which may be another than before. */
  public void insertInRing(long size, Collection<Bytes> elements) {
    long length = length();
    if (Long.compareUnsigned(size, length) < 0) {
      straighten(size);
    } else if (size != length && isWithin(length)) {
      straighten(length);
    }
    for (Bytes element : elements) {
      long cursor = cursor();
      lastInserted = Long.compareUnsigned(cursor, size) < 0 ? cursor : cursor % size;
      set(lastInserted, element);
    }
  }

  /** Whether the next element would replace an old one, other than by a cursor set to 0. */
  private boolean isWithin(long length) {
    return lastInserted != NO_INDEX && Long.compareUnsigned(cursor(), length) < 0;
  }

  /** Keeps the newest elements alone, up to the first gap, and lets them begin at index 0. */
  private void straighten(long most) {
    long length = length();
    long start =
        lastInserted == NO_INDEX ? length - 1 : Long.remainderUnsigned(lastInserted, length);
    List<Bytes> kept = new ArrayList<>();
    Bytes element = get(start);
    for (long at = start; element != null && kept.size() < most; element = get(at)) {
      kept.add(element);
      at = at == 0 ? length - 1 : at - 1;
    }
    Collections.reverse(kept);
    clear();
    for (long at = 0; at < kept.size(); at++) {
      set(at, kept.get((int) at));
    }
    lastInserted = kept.size() - 1L;
  }

  private void clear() {
    directory = new SliceDirectory();
    sliceSize = (int) settings.number("array-slice-size");
    count = 0;
    stringBytes = 0;
    lastInserted = NO_INDEX;
  }

  /** What stands in the places up to the last insertion, or up to the end, the last one first. */
  public List<@Nullable Bytes> newest(int most) {
    long length = length();
    List<@Nullable Bytes> newest = new ArrayList<>(most);
    for (long at = lastInserted == NO_INDEX ? length - 1 : lastInserted; newest.size() < most; ) {
      newest.add(get(at));
      at = at == 0 ? length - 1 : at - 1;
    }
    return newest;
  }

  /** How many indexes a slice has. */
  public int sliceSize() {
    return sliceSize;
  }

  /** How many slices there are. */
  public int slices() {
    return directory.slices().size();
  }

  /** The size of the table of slices. */
  public long directorySize() {
    return directory.size();
  }

  /** In how many parts the table of slices is; 0 if it is not in parts. */
  public int directoryParts() {
    return directory.rows();
  }

  /** What the slices of one kind come to: how many there are, their elements, and their room. */
  public record SliceFigures(long slices, long elements, long capacity) {
    SliceFigures plus(ArraySlice slice) {
      return new SliceFigures(slices + 1, elements + slice.count(), capacity + slice.capacity());
    }
  }

  /** Looks at all slices of that kind. */
  public SliceFigures figures(boolean dense) {
    SliceFigures figures = new SliceFigures(0, 0, 0);
    for (ArraySlice slice : directory.slices().values()) {
      figures = slice.isDense() == dense ? figures.plus(slice) : figures;
    }
    return figures;
  }

  /** What the real server's allocator has given for the slices, their table and long strings. */
  long bytes() {
    return directory.bytes() + stringBytes;
  }

  ArrayValue copy() {
    ArrayValue copy = new ArrayValue(settings);
    copy.directory = directory.copy();
    copy.sliceSize = sliceSize;
    copy.count = count;
    copy.stringBytes = stringBytes;
    copy.lastInserted = lastInserted;
    return copy;
  }
}
