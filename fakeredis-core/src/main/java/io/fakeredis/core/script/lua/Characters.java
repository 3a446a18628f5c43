package io.fakeredis.core.script.lua;

/** Character classes of the C locale, on bytes 0 to 255; anything else belongs to no class. */
final class Characters {

  private Characters() {}

  static boolean isDigit(int c) {
    return c >= '0' && c <= '9';
  }

  static boolean isLower(int c) {
    return c >= 'a' && c <= 'z';
  }

  static boolean isUpper(int c) {
    return c >= 'A' && c <= 'Z';
  }

  static boolean isLetter(int c) {
    return isLower(c | 0x20) && c < 128;
  }

  static boolean isAlphanumeric(int c) {
    return isLetter(c) || isDigit(c);
  }

  static boolean isSpace(int c) {
    return c == ' ' || (c >= '\t' && c <= '\r');
  }

  static boolean isControl(int c) {
    return (c >= 0 && c < 32) || c == 127;
  }

  static boolean isPunctuation(int c) {
    return c > 32 && c < 127 && !isAlphanumeric(c);
  }

  static boolean isHexDigit(int c) {
    return hexValue(c) >= 0;
  }

  /** The value of a hex digit, or -1. */
  static int hexValue(int c) {
    if (isDigit(c)) {
      return c - '0';
    }
    int lower = c | 0x20;
    return lower >= 'a' && lower <= 'f' && c < 128 ? lower - 'a' + 10 : -1;
  }

  static int toLower(int c) {
    return isUpper(c) ? c + 32 : c;
  }

  static int toUpper(int c) {
    return isLower(c) ? c - 32 : c;
  }
}
