package io.fakeredis.core.value;

import io.fakeredis.api.Bytes;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntPredicate;

/** A bracket expression of a regular expression, such as {@code [^[:alnum:]_]}. */
final class RegexBracket {
  private static final int BYTES = 256;
  private static final int LONGEST_CLASS_NAME = 63;

  private final Bytes pattern;
  private final boolean ignoresCase;
  private final boolean negated;
  private final int start;
  private int at;

  /** From one byte to another, themselves included. */
  private record Range(int first, int last) {}

  /**
   * One whose bracket has been read.
   *
   * @param from the place behind it
   */
  RegexBracket(Bytes pattern, int from, boolean ignoresCase) {
    this.pattern = pattern;
    this.ignoresCase = ignoresCase;
    this.negated = from < pattern.length() && pattern.at(from) == '^';
    this.start = negated ? from + 1 : from;
    this.at = start;
  }

  static BitSet word(boolean negated) {
    return expand(RegexBracket::isWord, negated);
  }

  static BitSet space(boolean negated) {
    return expand(RegexBracket::isSpace, negated);
  }

  static BitSet digit(boolean negated) {
    return expand(RegexBracket::isDigit, negated);
  }

  private static BitSet expand(IntPredicate characters, boolean negated) {
    BitSet bytes = new BitSet();
    for (int c = 0; c < BYTES; c++) {
      bytes.set(c, characters.test(c) != negated);
    }
    return bytes;
  }

  /** The bytes that it stands for. */
  BitSet parse() {
    List<Range> ranges = new ArrayList<>();
    while (peek(0) != ']' || at == start) {
      if (peek(0) < 0) {
        throw new IllegalArgumentException("Missing ']'");
      }
      item(ranges);
    }
    at++;
    return negated ? allBut(ranges) : union(ranges);
  }

  /** The place behind the closing bracket. */
  int end() {
    return at;
  }

  private int peek(int ahead) {
    return at + ahead < pattern.length() ? pattern.at(at + ahead) & 0xff : -1;
  }

  private void item(List<Range> ranges) {
    if (peek(1) == '-' && peek(2) >= 0 && peek(2) != ']') {
      range(ranges);
    } else if (peek(0) == '[' && (peek(1) == '.' || peek(1) == '=')) {
      throw new IllegalArgumentException("Unknown collating element");
    } else if (peek(0) == '[' && peek(1) == ':') {
      characterClass(ranges);
    } else if (peek(0) == '-' && peek(1) >= 0 && peek(1) != ']' && at > start) {
      throw new IllegalArgumentException("Invalid character range");
    } else {
      add(ranges, peek(0), peek(0));
      at++;
    }
  }

  private void range(List<Range> ranges) {
    if (peek(0) > peek(2)) {
      throw new IllegalArgumentException("Invalid character range");
    }
    add(ranges, peek(0), peek(2));
    at += 3;
  }

  private void add(List<Range> ranges, int first, int last) {
    ranges.add(new Range(first, last));
    if (ignoresCase) {
      addShifted(ranges, Math.max(first, 'a'), Math.min(last, 'z'), 'A' - 'a');
      addShifted(ranges, Math.max(first, 'A'), Math.min(last, 'Z'), 'a' - 'A');
    }
  }

  private static void addShifted(List<Range> ranges, int first, int last, int shift) {
    if (first <= last) {
      ranges.add(new Range(first + shift, last + shift));
    }
  }

  private void characterClass(List<Range> ranges) {
    int nameStart = at + 2;
    int colon = nameStart;
    while (colon < pattern.length() && pattern.at(colon) != ':') {
      colon++;
    }
    if (colon == pattern.length()) {
      throw unknownClass();
    }
    String name = pattern.slice(nameStart, Math.min(colon, nameStart + LONGEST_CLASS_NAME)).latin();
    IntPredicate members = members(name);
    BitSet bytes =
        expand(c -> members.test(c) || (ignoresCase && members.test(otherCase(c))), false);
    for (int first = bytes.nextSetBit(0); first >= 0; ) {
      int end = bytes.nextClearBit(first);
      ranges.add(new Range(first, end - 1));
      first = bytes.nextSetBit(end);
    }
    at = colon + 2;
  }

  private static IllegalArgumentException unknownClass() {
    return new IllegalArgumentException("Unknown character class name");
  }

  /** The classes as they are in the locale "C". */
  private static IntPredicate members(String name) {
    return switch (name) {
      case "alnum" -> RegexBracket::isAlphanumeric;
      case "alpha" -> RegexBracket::isLetter;
      case "ascii" -> c -> c < 128;
      case "blank" -> c -> c == ' ' || c == '\t';
      case "cntrl" -> c -> c < ' ' || c == 127;
      case "digit" -> RegexBracket::isDigit;
      case "graph" -> c -> c > ' ' && c < 127;
      case "lower" -> RegexBracket::isLower;
      case "print" -> c -> c >= ' ' && c < 127;
      case "punct" -> c -> c > ' ' && c < 127 && !isAlphanumeric(c);
      case "space" -> RegexBracket::isSpace;
      case "upper" -> RegexBracket::isUpper;
      case "xdigit" -> c -> c < 128 && Character.digit(c, 16) >= 0;
      default -> throw unknownClass();
    };
  }

  static boolean isWord(int c) {
    return isAlphanumeric(c) || c == '_';
  }

  private static boolean isAlphanumeric(int c) {
    return isLetter(c) || isDigit(c);
  }

  private static boolean isLetter(int c) {
    return isLower(c) || isUpper(c);
  }

  private static boolean isLower(int c) {
    return c >= 'a' && c <= 'z';
  }

  private static boolean isUpper(int c) {
    return c >= 'A' && c <= 'Z';
  }

  private static boolean isDigit(int c) {
    return c >= '0' && c <= '9';
  }

  private static boolean isSpace(int c) {
    return c == ' ' || (c >= '\t' && c <= '\r');
  }

  /** The same letter in the other case; what is no letter stays as it is. */
  static int otherCase(int c) {
    if (isLower(c)) {
      return c + 'A' - 'a';
    }
    return isUpper(c) ? c + 'a' - 'A' : c;
  }

  private static BitSet union(List<Range> ranges) {
    BitSet bytes = new BitSet();
    ranges.forEach(range -> bytes.set(range.first(), range.last() + 1));
    return bytes;
  }

  /** TRE forgets how far a range reaches that overlaps the one before it. */
  private static BitSet allBut(List<Range> ranges) {
    ranges.sort(Comparator.comparingInt(Range::first));
    BitSet bytes = new BitSet();
    int left = 0;
    int covered = 0;
    for (Range range : ranges) {
      if (range.first() < covered) {
        covered = Math.max(covered, range.last() + 1);
      } else {
        bytes.set(left, range.first());
        covered = range.last() + 1;
        left = covered;
      }
    }
    bytes.set(left, BYTES);
    return bytes;
  }
}
