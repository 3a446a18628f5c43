package io.fakeredis.api;

import org.jspecify.annotations.Nullable;

/** A dotted version such as {@code 7.2.4}. Missing parts count as zero. */
public final class Version implements Comparable<Version> {
  private static final int MOST_DIGITS = 9;

  private final int[] parts;
  private final String text;

  private Version(int[] parts, String text) {
    this.parts = parts;
    this.text = text;
  }

  /**
   * Reads digits and dots.
   *
   * @throws IllegalArgumentException if the text is anything else
   */
  public static Version of(String text) {
    // by hand: a thousand are read before a first server answers, and patterns would take long
    int[] parts = new int[1 + dots(text)];
    int start = 0;
    for (int i = 0; i < parts.length; i++) {
      int dot = text.indexOf('.', start);
      int end = dot < 0 ? text.length() : dot;
      parts[i] = part(text, start, end);
      start = end + 1;
    }
    return new Version(parts, text);
  }

  private static int dots(String text) {
    int dots = 0;
    for (int at = text.indexOf('.'); at >= 0; at = text.indexOf('.', at + 1)) {
      dots++;
    }
    return dots;
  }

  private static int part(String text, int start, int end) {
    int number = 0;
    for (int i = start; i < end; i++) {
      int digit = text.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        throw notVersion(text);
      }
      number = number * 10 + digit;
    }
    if (end == start || end - start > MOST_DIGITS) {
      throw notVersion(text);
    }
    return number;
  }

  private static IllegalArgumentException notVersion(String text) {
    return new IllegalArgumentException("not a version: '" + text + "' (expected e.g. 7.2)");
  }

  public boolean atLeast(Version other) {
    return compareTo(other) >= 0;
  }

  /** Whether this is the other version or one of its line: 7.2.6 is in 7.2 and in 7. */
  public boolean isIn(Version line) {
    for (int i = 0; i < line.parts.length; i++) {
      if (part(i) != line.parts[i]) {
        return false;
      }
    }
    return true;
  }

  /** The part at the index, 0 being the major one; 0 where the version has none. */
  public int part(int index) {
    return index < parts.length ? parts[index] : 0;
  }

  /** The first three parts in one number, as scripts see it: {@code 0x070204} for 7.2.4. */
  public int number() {
    return (part(0) << 16) | (part(1) << 8) | part(2);
  }

  @Override
  public int compareTo(Version other) {
    int length = Math.max(parts.length, other.parts.length);
    for (int i = 0; i < length; i++) {
      int order = Integer.compare(part(i), other.part(i));
      if (order != 0) {
        return order;
      }
    }
    return 0;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Version that && compareTo(that) == 0;
  }

  @Override
  public int hashCode() {
    return (part(0) * 31 + part(1)) * 31 + part(2);
  }

  @Override
  public String toString() {
    return text;
  }
}
