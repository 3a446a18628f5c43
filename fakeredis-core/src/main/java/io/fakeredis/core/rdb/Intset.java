package io.fakeredis.core.rdb;

import io.fakeredis.api.Bytes;
import java.util.ArrayList;
import java.util.List;

/** The compact format of sets of integers: width, count, and the integers in order. */
final class Intset {
  private static final int HEADER = 8;

  private Intset() {}

  /** Takes the integers in ascending order. */
  static byte[] of(List<Long> integers) {
    int width = 2;
    for (long integer : integers) {
      width = Math.max(width, width(integer));
    }
    return of(integers, width);
  }

  /** The same in a width that may be more than needed: intsets never become narrower. */
  static byte[] of(List<Long> integers, int width) {
    ByteSink sink = new ByteSink().putLittle(width, 4).putLittle(integers.size(), 4);
    for (long integer : integers) {
      sink.putLittle(integer, width);
    }
    return sink.toArray();
  }

  private static int width(long integer) {
    return integer == (short) integer ? 2 : integer == (int) integer ? 4 : 8;
  }

  /**
   * The integers in ascending order.
   *
   * @throws RdbException if the bytes are no sound intset
   */
  static List<Long> integers(Bytes intset) {
    ByteSource in = new ByteSource(intset.array());
    int width = (int) in.little(4);
    long count = in.little(4);
    RdbChecks.check(width == 2 || width == 4 || width == 8, "an intset of no known width");
    RdbChecks.check(HEADER + count * width == intset.length(), "an intset of another length");
    List<Long> integers = new ArrayList<>();
    long previous = Long.MIN_VALUE;
    while (in.left() > 0) {
      long integer = in.signedLittle(width);
      RdbChecks.check(
          integers.isEmpty() || integer > previous, "an intset that is not in ascending order");
      integers.add(integer);
      previous = integer;
    }
    return integers;
  }
}
