package io.fakeredis.api;

/**
 * Patterns as KEYS, SCAN, PSUBSCRIBE and CONFIG GET understand them, byte by byte. Nothing but the
 * empty pattern matches the empty text, not even a star.
 */
public final class Glob {
  /** A pattern with more stars than that never matches, so that none exhausts the stack. */
  private static final int DEEPEST = 1000;

  private final byte[] pattern;
  private final byte[] text;
  private final boolean ignoresCase;

  /** Set when a star found no place for what follows it: no earlier star can do better. */
  private boolean hopeless;

  private int depth;

  private Glob(byte[] pattern, byte[] text, boolean ignoresCase) {
    this.pattern = pattern;
    this.text = text;
    this.ignoresCase = ignoresCase;
  }

  /**
   * Whether the pattern is one star, which KEYS and SCAN take for "everything", the empty key too.
   */
  public static boolean isEverything(Bytes pattern) {
    return pattern.length() == 1 && pattern.at(0) == '*';
  }

  public static boolean matches(Bytes pattern, Bytes text) {
    return new Glob(pattern.array(), text.array(), false).matches();
  }

  /** As {@link #matches}, where ASCII letters match in whatever case. */
  public static boolean matchesIgnoringCase(Bytes pattern, Bytes text) {
    return new Glob(pattern.array(), text.array(), true).matches();
  }

  private boolean matches() {
    return text.length == 0 ? pattern.length == 0 : matches(0, 0);
  }

  private boolean matches(int patternFrom, int textFrom) {
    int p = patternFrom;
    int t = textFrom;
    while (p < pattern.length && t < text.length) {
      if (pattern[p] == '*') {
        return matchesStar(p, t);
      }
      if (pattern[p] == '[') {
        if (!isInClass(p + 1, text[t])) {
          return false;
        }
        p = endOfClass(p + 1);
      } else if (pattern[p] == '?') {
        p++;
      } else {
        p += pattern[p] == '\\' && p + 1 < pattern.length ? 1 : 0;
        if (!same(pattern[p], text[t])) {
          return false;
        }
        p++;
      }
      t++;
    }
    while (p < pattern.length && pattern[p] == '*') {
      p++;
    }
    return p == pattern.length && t == text.length;
  }

  private boolean matchesStar(int star, int textFrom) {
    if (depth > DEEPEST) {
      return false;
    }
    depth++;
    try {
      return matchesBehind(star, textFrom);
    } finally {
      depth--;
    }
  }

  private boolean matchesBehind(int star, int textFrom) {
    int p = star;
    while (p < pattern.length && pattern[p] == '*') {
      p++;
    }
    if (p == pattern.length) {
      return true;
    }
    for (int t = textFrom; t < text.length; t++) {
      if (matches(p, t)) {
        return true;
      }
      if (hopeless) {
        return false;
      }
    }
    hopeless = true;
    return false;
  }

  private boolean isInClass(int from, byte b) {
    int p = from;
    boolean negated = p < pattern.length && pattern[p] == '^';
    if (negated) {
      p++;
    }
    boolean found = false;
    while (p < pattern.length && pattern[p] != ']') {
      if (pattern[p] == '\\' && p + 1 < pattern.length) {
        p++;
        found |= pattern[p] == b;
      } else if (p + 2 < pattern.length && pattern[p + 1] == '-') {
        found |= isBetween(b, pattern[p], pattern[p + 2]);
        p += 2;
      } else {
        found |= same(pattern[p], b);
      }
      p++;
    }
    return found != negated;
  }

  /** Where the pattern goes on behind a class; an unclosed class ends with the pattern. */
  private int endOfClass(int from) {
    int p = from;
    if (p < pattern.length && pattern[p] == '^') {
      p++;
    }
    while (p < pattern.length && pattern[p] != ']') {
      if (pattern[p] == '\\' && p + 1 < pattern.length) {
        p += 2;
      } else if (p + 2 < pattern.length && pattern[p + 1] == '-') {
        p += 3;
      } else {
        p++;
      }
    }
    return Math.min(p + 1, pattern.length);
  }

  private boolean isBetween(byte b, byte first, byte last) {
    int low = Math.min(fold(first), fold(last));
    int high = Math.max(fold(first), fold(last));
    return fold(b) >= low && fold(b) <= high;
  }

  private boolean same(byte a, byte b) {
    return fold(a) == fold(b);
  }

  private int fold(byte b) {
    return ignoresCase && b >= 'A' && b <= 'Z' ? b + 32 : b & 0xff;
  }
}
