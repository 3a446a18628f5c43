package io.fakeredis.api;

/** Integers as Redis reads and writes them. */
public final class Numbers {
  private static final byte[] MIN_VALUE =
      "-9223372036854775808".getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);

  private Numbers() {}

  /**
   * Whether the bytes are a 64-bit integer in its one canonical form: no spaces, no plus sign, no
   * leading zeros, no {@code -0}.
   */
  public static boolean isLong(Bytes text) {
    return isLong(text.array(), text.length());
  }

  static boolean isLong(byte[] a, int length) {
    if (length == 0 || length > 20) {
      return false;
    }
    int start = a[0] == '-' ? 1 : 0;
    int digits = length - start;
    if (digits == 0 || digits > 19 || (a[start] == '0' && length > 1)) {
      return false;
    }
    for (int i = start; i < length; i++) {
      if (a[i] < '0' || a[i] > '9') {
        return false;
      }
    }
    if (digits < 19) {
      return true;
    }
    long magnitude = magnitude(a, start, length);
    return magnitude >= 0 || (start == 1 && magnitude == Long.MIN_VALUE);
  }

  private static long magnitude(byte[] a, int from, int to) {
    long n = 0;
    for (int i = from; i < to; i++) {
      n = n * 10 + (a[i] - '0');
    }
    return n;
  }

  /**
   * The integer that the bytes spell.
   *
   * @throws CommandException {@code ERR value is not an integer or out of range}
   */
  public static long parseLong(Bytes text) {
    if (!isLong(text)) {
      throw Errors.notAnInteger();
    }
    return toLong(text);
  }

  /** The integer that the bytes spell; they must have passed {@link #isLong}. */
  public static long toLong(Bytes text) {
    return toLong(text.array(), text.length());
  }

  static long toLong(byte[] a, int length) {
    return a[0] == '-' ? -magnitude(a, 1, length) : magnitude(a, 0, length);
  }

  /** The decimal digits of a number. */
  public static byte[] text(long number) {
    byte[] digits = new byte[length(number)];
    write(number, digits, digits.length);
    return digits;
  }

  /** How many bytes {@link #text} takes. */
  public static int length(long number) {
    if (number == Long.MIN_VALUE) {
      return MIN_VALUE.length;
    }
    int length = number < 0 ? 2 : 1;
    long rest = Math.abs(number);
    while (rest >= 10) {
      rest /= 10;
      length++;
    }
    return length;
  }

  /** Writes the digits so that they end before {@code end}. */
  static void write(long number, byte[] into, int end) {
    if (number == Long.MIN_VALUE) {
      System.arraycopy(MIN_VALUE, 0, into, end - MIN_VALUE.length, MIN_VALUE.length);
      return;
    }
    long rest = Math.abs(number);
    int at = end;
    do {
      long next = rest / 10;
      into[--at] = (byte) ('0' + (rest - next * 10));
      rest = next;
    } while (rest != 0);
    if (number < 0) {
      into[--at] = '-';
    }
  }
}
