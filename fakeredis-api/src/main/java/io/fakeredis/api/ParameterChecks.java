package io.fakeredis.api;

import java.math.BigInteger;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The checks that most parameters need, with the real server's refusals. */
final class ParameterChecks {
  /**
   * 7.0 parses values as lists of words, also those that are one word, and its error texts show it.
   */
  private static final Feature LISTS = Feature.since("CONFIG.values-are-lists", "7.0");

  /** Up to 6.2 sizes are signed and may not overflow; since then they wrap around. */
  private static final Feature UNSIGNED_SIZES = Feature.since("CONFIG.unsigned-sizes", "7.0");

  private static final Feature HUGE_REFUSED = Feature.since("CONFIG.huge-sizes-refused", "8.2");

  private static final Feature HUGE_TAKEN_AGAIN = Feature.since("CONFIG.huge-sizes-taken", "8.4");

  private static final Feature TRUE_AND_FALSE = Feature.since("CONFIG.true-and-false", "keydb 6.3");

  private static final Feature OVERFLOW_REFUSED =
      Feature.since("CONFIG.overflowing-sizes-refused", "valkey 9.0");

  private static final Map<String, Long> UNITS =
      Map.of(
          "",
          1L,
          "b",
          1L,
          "k",
          1000L,
          "kb",
          1L << 10,
          "m",
          1_000_000L,
          "mb",
          1L << 20,
          "g",
          1_000_000_000L,
          "gb",
          1L << 30);

  private static final BigInteger MOST_SIGNED = BigInteger.valueOf(Long.MAX_VALUE);
  private static final BigInteger MOST_UNSIGNED =
      BigInteger.valueOf(2).pow(64).subtract(BigInteger.ONE);

  private ParameterChecks() {}

  static String yesNo(String value, Settings settings) {
    String word = value.toLowerCase(Locale.ROOT);
    if (settings.has(TRUE_AND_FALSE)) {
      word = word.equals("true") ? "yes" : word.equals("false") ? "no" : word;
    }
    if (!word.equals("yes") && !word.equals("no")) {
      throw new IllegalArgumentException("argument must be 'yes' or 'no'");
    }
    return word;
  }

  static String number(String value, long least, long most) {
    Bytes digits = Bytes.latin(value);
    if (!Numbers.isLong(digits)) {
      throw new IllegalArgumentException("argument couldn't be parsed into an integer");
    }
    long number = Numbers.toLong(digits);
    if (number < least || number > most) {
      throw notBetween(least, most);
    }
    return value;
  }

  private static IllegalArgumentException notBetween(long least, long most) {
    return new IllegalArgumentException(
        "argument must be between " + least + " and " + most + " inclusive");
  }

  static String memory(String value, long least, Settings settings) {
    long size = size(value, settings);
    if (size < least) {
      throw notBetween(least, Long.MAX_VALUE);
    }
    return Long.toString(size);
  }

  static String unsignedMemory(String value, Settings settings) {
    return Long.toUnsignedString(size(value, settings));
  }

  private static long size(String value, Settings settings) {
    int digits = 0;
    while (digits < value.length() && Character.isDigit(value.charAt(digits))) {
      digits++;
    }
    Long unit = UNITS.get(value.substring(digits).toLowerCase(Locale.ROOT));
    if (unit == null) {
      throw notMemory();
    }
    // no digits at all count as 0 on all versions
    BigInteger count = digits == 0 ? BigInteger.ZERO : new BigInteger(value.substring(0, digits));
    return settings.has(UNSIGNED_SIZES)
        ? unsignedSize(count, unit, settings)
        : signedSize(count, unit);
  }

  private static long signedSize(BigInteger count, long unit) {
    BigInteger size = count.min(MOST_SIGNED).multiply(BigInteger.valueOf(unit));
    if (size.compareTo(MOST_SIGNED) > 0) {
      throw notMemory();
    }
    return size.longValueExact();
  }

  private static long unsignedSize(BigInteger count, long unit, Settings settings) {
    if (count.compareTo(MOST_UNSIGNED) > 0 && settings.has(OVERFLOW_REFUSED)) {
      throw notMemory();
    }
    long size = count.min(MOST_UNSIGNED).multiply(BigInteger.valueOf(unit)).longValue();
    if (size < 0 && settings.has(HUGE_REFUSED) && !settings.has(HUGE_TAKEN_AGAIN)) {
      throw new IllegalArgumentException("argument must be greater or equal to 0");
    }
    return size;
  }

  private static IllegalArgumentException notMemory() {
    return new IllegalArgumentException("argument must be a memory value");
  }

  static String oneOf(String value, List<String> words, Settings settings) {
    for (String word : words) {
      if (word.equalsIgnoreCase(value)) {
        return word;
      }
    }
    throw new IllegalArgumentException(
        (settings.has(LISTS) ? "argument(s)" : "argument")
            + " must be one of the following: "
            + String.join(", ", words));
  }
}
