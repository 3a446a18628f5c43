package io.fakeredis.core.resp;

import io.fakeredis.api.Bytes;
import java.util.Arrays;

/** Bytes on their way to a client: one array that grows. */
public final class OutputBuffer {
  private static final int INITIAL = 256;
  private static final int KEPT = 64 * 1024;
  private static final int LONGEST_NUMBER = 20;

  private byte[] array = new byte[INITIAL];
  private int length;

  public int length() {
    return length;
  }

  public boolean isEmpty() {
    return length == 0;
  }

  /** The array inside, valid up to {@link #length}. */
  public byte[] array() {
    return array;
  }

  public byte[] toArray() {
    return Arrays.copyOf(array, length);
  }

  /** Forgets the content, and gives back the memory if it was much. */
  public void clear() {
    length = 0;
    if (array.length > KEPT) {
      array = new byte[INITIAL];
    }
  }

  private void ensure(int more) {
    int needed = length + more;
    if (needed < 0) {
      throw new OutOfMemoryError("a reply of more than 2 GiB");
    }
    if (needed > array.length) {
      long doubled = Math.min(2L * array.length, Integer.MAX_VALUE - 8);
      array = Arrays.copyOf(array, (int) Math.max(needed, doubled));
    }
  }

  /** Adds bytes as they are. */
  public void write(byte[] bytes) {
    ensure(bytes.length);
    System.arraycopy(bytes, 0, array, length, bytes.length);
    length += bytes.length;
  }

  OutputBuffer put(int b) {
    ensure(1);
    array[length++] = (byte) b;
    return this;
  }

  OutputBuffer put(Bytes bytes) {
    byte[] source = bytes.array();
    ensure(source.length);
    System.arraycopy(source, 0, array, length, source.length);
    length += source.length;
    return this;
  }

  /** Writes a text of one byte a char. */
  @SuppressWarnings("deprecation") // the one method that copies the low bytes and nothing else
  OutputBuffer put(String latin) {
    int count = latin.length();
    ensure(count);
    latin.getBytes(0, count, array, length);
    length += count;
    return this;
  }

  OutputBuffer putNumber(long number) {
    if (number >= 0 && number < 10) {
      return put('0' + (int) number);
    }
    if (number == Long.MIN_VALUE) {
      return put(Long.toString(number));
    }
    ensure(LONGEST_NUMBER);
    long rest = number;
    if (number < 0) {
      array[length++] = '-';
      rest = -number;
    }
    int end = length + digits(rest);
    length = end;
    do {
      long next = rest / 10;
      array[--end] = (byte) ('0' + (rest - next * 10));
      rest = next;
    } while (rest != 0);
    return this;
  }

  private static int digits(long number) {
    int count = 1;
    for (long rest = number; rest >= 10; rest /= 10) {
      count++;
    }
    return count;
  }

  OutputBuffer endLine() {
    ensure(2);
    array[length++] = '\r';
    array[length++] = '\n';
    return this;
  }
}
