package io.fakeredis.core.value;

import io.fakeredis.api.Bytes;
import io.fakeredis.api.Numbers;
import java.util.Arrays;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.random.RandomGenerator;

/** An intset: integers in ascending order, all of one width. */
final class IntegerMembers implements SetMembers {
  private static final int HEADER_SIZE = 8;
  private static final int SMALLEST = 4;

  private long[] numbers;
  private int size;
  private int width;

  IntegerMembers() {
    this(new long[SMALLEST], 0, Short.BYTES);
  }

  private IntegerMembers(long[] numbers, int size, int width) {
    this.numbers = numbers;
    this.size = size;
    this.width = width;
  }

  /** How many bytes each number takes; that never shrinks. */
  int width() {
    return width;
  }

  long lowest() {
    return numbers[0];
  }

  long highest() {
    return numbers[size - 1];
  }

  @Override
  public SetValue.Encoding encoding() {
    return SetValue.Encoding.INTSET;
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public boolean contains(Bytes member) {
    return Numbers.isLong(member) && find(Numbers.toLong(member)) >= 0;
  }

  private int find(long number) {
    return Arrays.binarySearch(numbers, 0, size, number);
  }

  @Override
  public boolean add(Bytes member) {
    long number = Numbers.toLong(member);
    int at = size > 0 && number > highest() ? -size - 1 : find(number);
    if (at >= 0) {
      return false;
    }
    insert(-at - 1, number);
    width = Math.max(width, widthOf(number));
    return true;
  }

  private void insert(int at, long number) {
    if (size == numbers.length) {
      numbers = Arrays.copyOf(numbers, size * 2);
    }
    System.arraycopy(numbers, at, numbers, at + 1, size - at);
    numbers[at] = number;
    size++;
  }

  private static int widthOf(long number) {
    if (number == (short) number) {
      return Short.BYTES;
    }
    return number == (int) number ? Integer.BYTES : Long.BYTES;
  }

  @Override
  public boolean remove(Bytes member) {
    int at = Numbers.isLong(member) ? find(Numbers.toLong(member)) : -1;
    if (at < 0) {
      return false;
    }
    System.arraycopy(numbers, at + 1, numbers, at, size - at - 1);
    size--;
    return true;
  }

  @Override
  public Bytes random(RandomGenerator random) {
    return Bytes.of(numbers[random.nextInt(size)]);
  }

  @Override
  public IntegerMembers copy() {
    return new IntegerMembers(numbers.clone(), size, width);
  }

  @Override
  public long memory() {
    return HEADER_SIZE + (long) width * size;
  }

  @Override
  public Iterator<Bytes> iterator() {
    return new Iterator<>() {
      private int at;

      @Override
      public boolean hasNext() {
        return at < size;
      }

      @Override
      public Bytes next() {
        if (at >= size) {
          throw new NoSuchElementException();
        }
        return Bytes.of(numbers[at++]);
      }
    };
  }
}
