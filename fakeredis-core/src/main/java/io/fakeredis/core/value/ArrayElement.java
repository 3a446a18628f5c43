package io.fakeredis.core.value;

import io.fakeredis.api.Bytes;
import io.fakeredis.api.Doubles;
import io.fakeredis.api.Numbers;
import org.jspecify.annotations.Nullable;

/**
 * An element of an array, and how the real server keeps it: integers, decimal fractions that lose
 * nothing and short strings fit into a word, all others are allocated.
 */
public final class ArrayElement {
  private static final int INTEGER_BITS = 62;

  /** The lowest bits of a double tell in the word that it is one, so that they are lost. */
  private static final long KEPT_BITS = ~3L;

  private static final int LONGEST_IN_A_WORD = 7;
  private static final int LONGEST_WITH_SHORT_HEADER = 32767;
  private static final int SHORT_HEADER = 2;
  private static final int LONG_HEADER = 8;

  private ArrayElement() {}

  /** How an element is kept. */
  public enum Kind {
    LONG_STRING(0),
    INTEGER(1),
    REAL(2),
    SHORT_STRING(3);

    private final int number;

    Kind(int number) {
      this.number = number;
    }

    /** What stands for the kind in RDB payloads. */
    public int number() {
      return number;
    }

    /** The kind of that number; null if there is none. */
    public static @Nullable Kind of(long number) {
      for (Kind kind : values()) {
        if (kind.number == number) {
          return kind;
        }
      }
      return null;
    }
  }

  /** How the element is kept. */
  public static Kind kind(Bytes element) {
    if (Numbers.isLong(element) && isShortInteger(Numbers.toLong(element))) {
      return Kind.INTEGER;
    }
    if (isReal(element)) {
      return Kind.REAL;
    }
    return element.length() <= LONGEST_IN_A_WORD ? Kind.SHORT_STRING : Kind.LONG_STRING;
  }

  private static boolean isShortInteger(long number) {
    int unused = Long.SIZE - INTEGER_BITS;
    return number << unused >> unused == number;
  }

  private static boolean isReal(Bytes element) {
    return isDecimalFraction(element) && text(real(element)).equals(element.latin());
  }

  /** Whether it is made of digits and one point, perhaps behind a minus sign. */
  private static boolean isDecimalFraction(Bytes element) {
    int points = 0;
    for (int i = 0; i < element.length(); i++) {
      byte b = element.at(i);
      if (b == '.') {
        points++;
      } else if ((b < '0' || b > '9') && (i > 0 || b != '-')) {
        return false;
      }
    }
    return points == 1;
  }

  /** The number that is kept of a decimal fraction. */
  public static double real(Bytes element) {
    long bits = Double.doubleToRawLongBits(Doubles.parse(element));
    return Double.longBitsToDouble(bits & KEPT_BITS);
  }

  /** How a number that is kept is written: a whole one with a zero behind the point. */
  public static String text(double number) {
    String text = Doubles.shortest(number);
    boolean whole = text.chars().allMatch(c -> c == '-' || (c >= '0' && c <= '9'));
    return whole ? text + ".0" : text;
  }

  /** What the element takes beside its word. */
  static long bytes(Bytes element) {
    if (element.length() <= LONGEST_IN_A_WORD || kind(element) != Kind.LONG_STRING) {
      return 0;
    }
    int length = element.length();
    int header = length <= LONGEST_WITH_SHORT_HEADER ? SHORT_HEADER : LONG_HEADER;
    return Malloc.size(header + (long) length);
  }
}
