package io.fakeredis.core.rdb;

import io.fakeredis.api.Bytes;
import io.fakeredis.api.Numbers;
import java.util.ArrayList;
import java.util.List;

/**
 * The compact format of small values up to 6.2.
 *
 * <p>A header tells the length in bytes (4), the offset of the last entry (4) and the count (2,
 * 65535 if more); each entry has the length of the one before it, its encoding and its bytes; 255
 * is the end.
 */
final class Ziplist {
  private static final int HEADER = 10;
  private static final int END = 0xff;
  private static final int LONG_LENGTH = 0xfe;
  private static final int COUNT_UNKNOWN = 0xffff;
  private static final int LONGEST_NUMBER = 31;

  private Ziplist() {}

  static byte[] of(List<Bytes> elements) {
    ByteSink entries = new ByteSink();
    int last = 0;
    int previousLength = 0;
    for (Bytes element : elements) {
      last = entries.size();
      putEntry(entries, previousLength, element);
      previousLength = entries.size() - last;
    }
    return new ByteSink()
        .putLittle(HEADER + entries.size() + 1L, 4)
        .putLittle(HEADER + (long) last, 4)
        .putLittle(Math.min(elements.size(), COUNT_UNKNOWN), 2)
        .put(entries.toArray())
        .put(END)
        .toArray();
  }

  private static void putEntry(ByteSink to, int previousLength, Bytes element) {
    if (previousLength < LONG_LENGTH) {
      to.put(previousLength);
    } else {
      to.put(LONG_LENGTH).putLittle(previousLength, 4);
    }
    if (element.length() <= LONGEST_NUMBER && Numbers.isLong(element)) {
      putNumber(to, Numbers.toLong(element));
      return;
    }
    int length = element.length();
    if (length < 64) {
      to.put(length);
    } else if (length < 16384) {
      to.put(0x40 | length >> 8).put(length);
    } else {
      to.put(0x80).putBig(length, 4);
    }
    to.put(element);
  }

  private static void putNumber(ByteSink to, long number) {
    if (number >= 0 && number <= 12) {
      to.put(0xf1 + (int) number);
    } else if (number == (byte) number) {
      to.put(0xfe).putLittle(number, 1);
    } else if (number == (short) number) {
      to.put(0xc0).putLittle(number, 2);
    } else if (number << 40 >> 40 == number) {
      to.put(0xf0).putLittle(number, 3);
    } else if (number == (int) number) {
      to.put(0xd0).putLittle(number, 4);
    } else {
      to.put(0xe0).putLittle(number, 8);
    }
  }

  /**
   * The elements, numbers as text.
   *
   * @throws RdbException if the bytes are no sound ziplist
   */
  static List<Bytes> elements(Bytes ziplist) {
    ByteSource in = new ByteSource(ziplist.array());
    RdbChecks.check(in.little(4) == ziplist.length(), "a ziplist of another length");
    long last = in.little(4);
    int count = (int) in.little(2);
    List<Bytes> elements = new ArrayList<>();
    int start = HEADER;
    int previousLength = 0;
    while (in.peek() != END) {
      start = in.position();
      long told = in.u8();
      told = told == LONG_LENGTH ? in.little(4) : told;
      RdbChecks.check(told == previousLength, "a ziplist entry of another length");
      elements.add(element(in));
      previousLength = in.position() - start;
    }
    in.skip(1);
    RdbChecks.check(in.left() == 0, "bytes after a ziplist");
    RdbChecks.check(last == start, "a ziplist that ends elsewhere");
    RdbChecks.check(
        count == COUNT_UNKNOWN || count == elements.size(), "a ziplist of another count");
    return elements;
  }

  private static Bytes element(ByteSource in) {
    int first = in.u8();
    if (first < 0x40) {
      return in.takeBytes(first);
    }
    if (first < 0x80) {
      return in.takeBytes((first & 0x3f) << 8 | in.u8());
    }
    if (first < 0xc0) {
      return in.takeBytes(in.big(4));
    }
    return switch (first) {
      case 0xc0 -> Bytes.of(in.signedLittle(2));
      case 0xd0 -> Bytes.of(in.signedLittle(4));
      case 0xe0 -> Bytes.of(in.signedLittle(8));
      case 0xf0 -> Bytes.of(in.signedLittle(3));
      case 0xfe -> Bytes.of(in.signedLittle(1));
      default -> {
        RdbChecks.check(first > 0xf0 && first < 0xfe, "a ziplist entry of no known encoding");
        yield Bytes.of(first - 0xf1);
      }
    };
  }
}
