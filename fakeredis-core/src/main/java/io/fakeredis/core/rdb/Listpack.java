package io.fakeredis.core.rdb;

import io.fakeredis.api.Bytes;
import io.fakeredis.api.Numbers;
import java.util.ArrayList;
import java.util.List;

/**
 * The compact format of small values since 7.0, and of streams.
 *
 * <p>A header tells the length in bytes (4) and of elements (2, 65535 if more); each element has
 * its encoding, its bytes and, to be read backwards, the length of both; 255 is the end.
 */
final class Listpack {
  private static final int HEADER = 6;
  private static final int END = 0xff;
  private static final int COUNT_UNKNOWN = 0xffff;

  private final ByteSink entries = new ByteSink();
  private int count;

  static byte[] of(List<Bytes> elements) {
    Listpack listpack = new Listpack();
    elements.forEach(listpack::add);
    return listpack.toArray();
  }

  /** Adds a text, as a number if it is one in its canonical form. */
  Listpack add(Bytes element) {
    if (Numbers.isLong(element)) {
      return add(Numbers.toLong(element));
    }
    int start = entries.size();
    int length = element.length();
    if (length < 64) {
      entries.put(0x80 | length);
    } else if (length < 4096) {
      entries.put(0xe0 | length >> 8).put(length);
    } else {
      entries.put(0xf0).putLittle(length, 4);
    }
    entries.put(element);
    return end(start);
  }

  Listpack add(long number) {
    int start = entries.size();
    if (number >= 0 && number < 128) {
      entries.put((int) number);
    } else if (number >= -4096 && number < 4096) {
      entries.put(0xc0 | ((int) number >> 8 & 0x1f)).put((int) number);
    } else {
      int width = width(number);
      entries.put(0xf1 + Math.min(width, 5) - 2).putLittle(number, width);
    }
    return end(start);
  }

  /** The bytes that a number needs, one of the widths that listpacks have. */
  private static int width(long number) {
    for (int width = 2; width <= 4; width++) {
      int unused = 64 - 8 * width;
      if (number << unused >> unused == number) {
        return width;
      }
    }
    return 8;
  }

  private Listpack end(int start) {
    putBackLength(entries, entries.size() - start);
    count++;
    return this;
  }

  /** Seven bits a byte, the highest first; all but the first have the eighth bit set. */
  private static void putBackLength(ByteSink to, int length) {
    int size = backLengthSize(length);
    for (int i = size - 1; i >= 0; i--) {
      to.put((length >> (7 * i) & 0x7f) | (i == size - 1 ? 0 : 0x80));
    }
  }

  private static int backLengthSize(int length) {
    if (length < 128) {
      return 1;
    }
    // the real server is one off from here on, and so are the listpacks that it wrote
    return length < 16383 ? 2 : length < 2097151 ? 3 : length < 268435455 ? 4 : 5;
  }

  byte[] toArray() {
    return new ByteSink()
        .putLittle(HEADER + entries.size() + 1L, 4)
        .putLittle(Math.min(count, COUNT_UNKNOWN), 2)
        .put(entries.toArray())
        .put(END)
        .toArray();
  }

  /**
   * The elements, numbers as text.
   *
   * @throws RdbException if the bytes are no sound listpack
   */
  static List<Bytes> elements(Bytes listpack) {
    ByteSource in = new ByteSource(listpack.array());
    RdbChecks.check(in.little(4) == listpack.length(), "a listpack of another length");
    int count = (int) in.little(2);
    List<Bytes> elements = new ArrayList<>();
    while (in.peek() != END) {
      int start = in.position();
      elements.add(element(in));
      ByteSink back = new ByteSink();
      putBackLength(back, in.position() - start);
      RdbChecks.check(
          in.takeBytes(back.size()).equals(Bytes.wrap(back.toArray())),
          "a listpack element of another length");
    }
    in.skip(1);
    RdbChecks.check(in.left() == 0, "bytes after a listpack");
    RdbChecks.check(
        count == COUNT_UNKNOWN || count == elements.size(), "a listpack of another count");
    return elements;
  }

  private static Bytes element(ByteSource in) {
    int first = in.u8();
    if (first < 0x80) {
      return Bytes.of(first);
    }
    if (first < 0xc0) {
      return in.takeBytes(first & 0x3f);
    }
    if (first < 0xe0) {
      int bits = (first & 0x1f) << 8 | in.u8();
      return Bytes.of(bits << 19 >> 19);
    }
    if (first < 0xf0) {
      return in.takeBytes((first & 0xf) << 8 | in.u8());
    }
    return switch (first) {
      case 0xf0 -> in.takeBytes(in.little(4));
      case 0xf1, 0xf2, 0xf3 -> Bytes.of(in.signedLittle(first - 0xef));
      case 0xf4 -> Bytes.of(in.little(8));
      default -> throw new RdbException("a listpack element of no known encoding");
    };
  }
}
