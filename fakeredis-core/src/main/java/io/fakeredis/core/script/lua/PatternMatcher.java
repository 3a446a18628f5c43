package io.fakeredis.core.script.lua;

import org.jspecify.annotations.Nullable;

/** Matches a Lua pattern against a string, by backtracking. */
final class PatternMatcher {

  private static final int MAX_CAPTURES = 32;

  /** Lengths of captures that are not stretches of text. */
  private static final int UNFINISHED = -1;

  private static final int POSITION = -2;

  private static final int NO_MATCH = -1;

  /** How deep matching may recurse: one level for each capture or repetition in the pattern. */
  private static final int MAX_DEPTH = 1000;

  /** Comparisons that count as one step of the script. */
  private static final int WORK_PER_STEP = 16;

  private final CallFrame call;
  private final byte[] source;
  private final byte[] pattern;
  private final int[] captureStart = new int[MAX_CAPTURES];
  private final int[] captureLength = new int[MAX_CAPTURES];
  private int level;
  private int depth;
  private int work;

  PatternMatcher(CallFrame call, LuaString source, LuaString pattern) {
    this.call = call;
    this.source = source.bytes;
    this.pattern = pattern.bytes;
  }

  /** Matches at a position of the source, from one of the pattern; gives the end, or -1. */
  int match(int position, int patternPosition) {
    level = 0;
    depth = 0;
    return run(position, patternPosition);
  }

  // Captures

  /** A capture, or the whole match in place of the first if the pattern has none. */
  Object capture(int index, int start, int end) {
    if (index >= level) {
      if (index != 0) {
        throw call.error("invalid capture index");
      }
      return LuaString.of(source, start, end);
    }
    int length = captureLength[index];
    if (length == UNFINISHED) {
      throw call.error("unfinished capture");
    }
    int from = captureStart[index];
    return length == POSITION ? (Object) (from + 1.0) : LuaString.of(source, from, from + length);
  }

  /** All captures, or the whole match if there are none. */
  @Nullable Object[] captures(int start, int end) {
    @Nullable Object[] values = new Object[Math.max(level, 1)];
    for (int i = 0; i < values.length; i++) {
      values[i] = capture(i, start, end);
    }
    return values;
  }

  int pushCaptures(int start, int end) {
    int count = Math.max(level, 1);
    for (int i = 0; i < count; i++) {
      call.push(capture(i, start, end));
    }
    return count;
  }

  int pushOnlyCaptures() {
    for (int i = 0; i < level; i++) {
      call.push(capture(i, 0, 0));
    }
    return level;
  }

  void copy(int start, int end, ByteBuilder target) {
    target.append(source, start, end);
  }

  // Matching

  /** The byte of the pattern, 0 at its end as in C. */
  private int pattern(int at) {
    return at < pattern.length ? pattern[at] & 0xff : 0;
  }

  private int source(int at) {
    return at >= 0 && at < source.length ? source[at] & 0xff : 0;
  }

  private void countWork() {
    if (++work >= WORK_PER_STEP) {
      work = 0;
      call.state().step(1);
    }
  }

  /** Matches the rest of the pattern; gives the end, or -1. */
  private int rest(int s, int p) {
    if (++depth > MAX_DEPTH) {
      throw call.error("pattern too complex");
    }
    int end = run(s, p);
    depth--;
    return end;
  }

  private int run(int start, int patternStart) {
    int s = start;
    int p = patternStart;
    while (true) {
      countWork();
      switch (pattern(p)) {
        case 0:
          return s;
        case '(':
          return pattern(p + 1) == ')'
              ? openCapture(s, p + 2, POSITION)
              : openCapture(s, p + 1, UNFINISHED);
        case ')':
          return closeCapture(s, p + 1);
        case '$':
          if (pattern(p + 1) == 0) {
            return s == source.length ? s : NO_MATCH;
          }
          break;
        case '%':
          int next = pattern(p + 1);
          if (next == 'b') {
            s = balanced(s, p + 2);
            p += 4;
          } else if (next == 'f') {
            p = frontier(s, p + 2);
          } else if (Characters.isDigit(next)) {
            s = backReference(s, next);
            p += 2;
          } else {
            break;
          }
          if (s < 0 || p < 0) {
            return NO_MATCH;
          }
          continue;
        default:
          break;
      }
      int end = classEnd(p);
      int repetition = pattern(end);
      boolean matches = s < source.length && single(source(s), p, end);
      switch (repetition) {
        case '?':
          if (matches) {
            int result = rest(s + 1, end + 1);
            if (result >= 0) {
              return result;
            }
          }
          p = end + 1;
          break;
        case '*':
          return longest(s, p, end);
        case '+':
          return matches ? longest(s + 1, p, end) : NO_MATCH;
        case '-':
          return shortest(s, p, end);
        default:
          if (!matches) {
            return NO_MATCH;
          }
          s++;
          p = end;
          break;
      }
    }
  }

  private int longest(int s, int p, int end) {
    int count = 0;
    while (s + count < source.length && single(source(s + count), p, end)) {
      countWork();
      count++;
    }
    for (; count >= 0; count--) {
      int result = rest(s + count, end + 1);
      if (result >= 0) {
        return result;
      }
    }
    return NO_MATCH;
  }

  private int shortest(int start, int p, int end) {
    for (int s = start; ; s++) {
      int result = rest(s, end + 1);
      if (result >= 0) {
        return result;
      }
      if (s >= source.length || !single(source(s), p, end)) {
        return NO_MATCH;
      }
    }
  }

  private int openCapture(int s, int p, int kind) {
    if (level >= MAX_CAPTURES) {
      throw call.error("too many captures");
    }
    captureStart[level] = s;
    captureLength[level] = kind;
    level++;
    int result = rest(s, p);
    if (result < 0) {
      level--;
    }
    return result;
  }

  private int closeCapture(int s, int p) {
    int index = level - 1;
    while (index >= 0 && captureLength[index] != UNFINISHED) {
      index--;
    }
    if (index < 0) {
      throw call.error("invalid pattern capture");
    }
    captureLength[index] = s - captureStart[index];
    int result = rest(s, p);
    if (result < 0) {
      captureLength[index] = UNFINISHED;
    }
    return result;
  }

  private int balanced(int s, int p) {
    int open = pattern(p);
    int close = pattern(p + 1);
    if (open == 0 || close == 0) {
      throw call.error("unbalanced pattern");
    }
    if (source(s) != open) {
      return NO_MATCH;
    }
    int nesting = 1;
    for (int at = s + 1; at < source.length; at++) {
      countWork();
      int c = source(at);
      if (c == close) {
        if (--nesting == 0) {
          return at + 1;
        }
      } else if (c == open) {
        nesting++;
      }
    }
    return NO_MATCH;
  }

  /** Gives the place after the set if it begins to match here, else -1. */
  private int frontier(int s, int p) {
    if (pattern(p) != '[') {
      throw call.error("missing '[' after '%f' in pattern");
    }
    int end = classEnd(p);
    int previous = s == 0 ? 0 : source(s - 1);
    return !set(previous, p, end - 1) && set(source(s), p, end - 1) ? end : NO_MATCH;
  }

  private int backReference(int s, int digit) {
    int index = digit - '1';
    if (index < 0 || index >= level || captureLength[index] == UNFINISHED) {
      throw call.error("invalid capture index");
    }
    int length = captureLength[index];
    if (length == POSITION || source.length - s < length) {
      return NO_MATCH;
    }
    for (int i = 0; i < length; i++) {
      if (source[captureStart[index] + i] != source[s + i]) {
        return NO_MATCH;
      }
    }
    return s + length;
  }

  // Classes

  private int classEnd(int start) {
    int p = start;
    int c = pattern(p++);
    if (c == '%') {
      if (pattern(p) == 0) {
        throw call.error("malformed pattern (ends with '%')");
      }
      return p + 1;
    }
    if (c != '[') {
      return p;
    }
    if (pattern(p) == '^') {
      p++;
    }
    do {
      int item = pattern(p);
      if (item == 0) {
        throw call.error("malformed pattern (missing ']')");
      }
      p++;
      if (item == '%' && pattern(p) != 0) {
        p++;
      }
    } while (pattern(p) != ']');
    return p + 1;
  }

  private boolean single(int c, int p, int end) {
    switch (pattern(p)) {
      case '.':
        return true;
      case '%':
        return named(c, pattern(p + 1));
      case '[':
        return set(c, p, end - 1);
      default:
        return pattern(p) == c;
    }
  }

  /** Whether a byte is in the set from {@code [} to {@code ]}. */
  private boolean set(int c, int start, int last) {
    boolean found = true;
    int p = start + 1;
    if (pattern(p) == '^') {
      found = false;
      p++;
    }
    for (; p < last; p++) {
      int item = pattern(p);
      if (item == '%') {
        p++;
        if (named(c, pattern(p))) {
          return found;
        }
      } else if (pattern(p + 1) == '-' && p + 2 < last) {
        p += 2;
        if (item <= c && c <= pattern(p)) {
          return found;
        }
      } else if (item == c) {
        return found;
      }
    }
    return !found;
  }

  private static boolean named(int c, int name) {
    boolean member;
    switch (Characters.toLower(name)) {
      case 'a':
        member = Characters.isLetter(c);
        break;
      case 'c':
        member = Characters.isControl(c);
        break;
      case 'd':
        member = Characters.isDigit(c);
        break;
      case 'l':
        member = Characters.isLower(c);
        break;
      case 'p':
        member = Characters.isPunctuation(c);
        break;
      case 's':
        member = Characters.isSpace(c);
        break;
      case 'u':
        member = Characters.isUpper(c);
        break;
      case 'w':
        member = Characters.isAlphanumeric(c);
        break;
      case 'x':
        member = Characters.isHexDigit(c);
        break;
      case 'z':
        member = c == 0;
        break;
      default:
        return name == c;
    }
    return Characters.isUpper(name) != member;
  }
}
