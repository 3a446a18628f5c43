package io.fakeredis.core.command;

import io.fakeredis.api.Args;
import io.fakeredis.api.Bytes;
import io.fakeredis.api.CommandException;
import io.fakeredis.api.Errors;
import io.fakeredis.api.Numbers;
import io.fakeredis.api.Reply;
import io.fakeredis.core.value.ArrayValue;

/** The indexes of arrays as words and as replies: numbers of 64 bits without a sign. */
final class ArrayIndexes {
  private ArrayIndexes() {}

  /**
   * An index that an element can have.
   *
   * @throws CommandException {@code ERR invalid array index}
   */
  static long parse(Bytes word) {
    long index = number(word);
    if (index == ArrayValue.NO_INDEX) {
      throw invalid();
    }
    return index;
  }

  /** The indexes from one word to the next but some, up to the end. */
  static long[] parseEach(Args args, int from, int step) {
    long[] indexes = new long[(args.count() - from + step - 1) / step];
    for (int i = 0; i < indexes.length; i++) {
      indexes[i] = parse(args.bytes(from + i * step));
    }
    return indexes;
  }

  /** Whether so many elements, one at least, have an index each from the first on. */
  static boolean hasRoom(long first, int elements) {
    long last = first + elements - 1;
    return last != ArrayValue.NO_INDEX && Long.compareUnsigned(first, last) <= 0;
  }

  /** Any number of 64 bits without a sign. */
  static long number(Bytes word) {
    String text = Errors.shown(word.latin());
    Bytes shown = Bytes.latin(text);
    if (Numbers.isLong(shown)) {
      if (Numbers.toLong(shown) < 0) {
        throw invalid();
      }
      return Numbers.toLong(shown);
    }
    return lenient(text);
  }

  /** As C's {@code strtoull} reads it: blanks, zeros and a sign in front, be it a minus. */
  private static long lenient(String text) {
    String digits = text.stripLeading();
    boolean negative = digits.startsWith("-");
    if (negative || digits.startsWith("+")) {
      digits = digits.substring(1);
    }
    if (digits.isEmpty() || !digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
      throw invalid();
    }
    try {
      long number = Long.parseUnsignedLong(digits);
      return negative ? -number : number;
    } catch (NumberFormatException e) {
      throw invalid();
    }
  }

  private static CommandException invalid() {
    return Errors.error("ERR invalid array index");
  }

  /** What an integer reply has no room for is told as a string. */
  static Reply reply(long index) {
    return index >= 0 ? Reply.integer(index) : Reply.bulk(Long.toUnsignedString(index));
  }
}
