package io.fakeredis.core.script.lua;

import org.jspecify.annotations.Nullable;

/**
 * Decides the sizes of a table's parts when it grows: the array gets the largest power of two of
 * which more than half would be in use.
 */
final class TableSizes {

  private static final int LARGEST_BIT = 26;

  /** How many integer keys lie between 2^(i-1) + 1 and 2^i. */
  private final int[] integers = new int[LARGEST_BIT + 1];

  private int integerCount;
  private int count;
  private int arraySize;
  private int arrayCount;

  void count(@Nullable Object key) {
    if (key instanceof Double d) {
      double number = d;
      int index = (int) number;
      if (index == number && index > 0 && index <= 1 << LARGEST_BIT) {
        countInteger(index);
        return;
      }
    }
    count++;
  }

  void countInteger(int key) {
    integers[key == 1 ? 0 : 32 - Integer.numberOfLeadingZeros(key - 1)]++;
    integerCount++;
    count++;
  }

  void decide() {
    int seen = 0;
    int size = 1;
    for (int i = 0; i <= LARGEST_BIT && size / 2 < integerCount; i++, size *= 2) {
      seen += integers[i];
      if (integers[i] > 0 && seen > size / 2) {
        arraySize = size;
        arrayCount = seen;
      }
      if (seen == integerCount) {
        return;
      }
    }
  }

  int arraySize() {
    return arraySize;
  }

  int hashSize() {
    return count - arrayCount;
  }
}
