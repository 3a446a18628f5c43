package io.fakeredis.core.script.lua;

import org.jspecify.annotations.Nullable;

/** The functions of the string library that match patterns. */
final class PatternFunctions {

  private PatternFunctions() {}

  static int find(CallFrame call) {
    return find(call, true);
  }

  static int match(CallFrame call) {
    return find(call, false);
  }

  private static int find(CallFrame call, boolean positions) {
    LuaString s = call.checkString(1);
    LuaString pattern = call.checkString(2);
    long start = StringLibrary.position(call.optionalLong(3, 1), s.length()) - 1;
    int from = (int) Math.min(Math.max(start, 0), s.length());
    if (positions && (Types.isTrue(call.get(4)) || isPlain(pattern))) {
      return findPlain(call, s, pattern, from);
    }
    PatternMatcher matcher = new PatternMatcher(call, s, pattern);
    boolean anchored = pattern.length() > 0 && pattern.byteAt(0) == '^';
    int position = from;
    do {
      int end = matcher.match(position, anchored ? 1 : 0);
      if (end >= 0) {
        if (!positions) {
          return matcher.pushCaptures(position, end);
        }
        call.push(position + 1.0);
        call.push((double) end);
        return 2 + matcher.pushOnlyCaptures();
      }
    } while (position++ < s.length() && !anchored);
    return call.result((Object) null);
  }

  /** Whether a pattern has no special characters, up to its first zero byte. */
  private static boolean isPlain(LuaString pattern) {
    for (byte b : pattern.bytes) {
      if (b == 0) {
        return true;
      }
      if ("^$*+?.([%-".indexOf(b) >= 0) {
        return false;
      }
    }
    return true;
  }

  private static int findPlain(CallFrame call, LuaString s, LuaString wanted, int from) {
    call.state().step(1 + s.length() / 64);
    int found = indexOf(s.bytes, wanted.bytes, from);
    if (found < 0) {
      return call.result((Object) null);
    }
    call.push(found + 1.0);
    call.push((double) (found + wanted.length()));
    return 2;
  }

  private static int indexOf(byte[] s, byte[] wanted, int from) {
    for (int i = from; i <= s.length - wanted.length; i++) {
      int matched = 0;
      while (matched < wanted.length && s[i + matched] == wanted[matched]) {
        matched++;
      }
      if (matched == wanted.length) {
        return i;
      }
    }
    return -1;
  }

  static int gmatch(CallFrame call) {
    LuaString s = call.checkString(1);
    LuaString pattern = call.checkString(2);
    int[] next = {0};
    return call.result(call.state().function(inner -> nextMatch(inner, s, pattern, next)));
  }

  private static int nextMatch(CallFrame call, LuaString s, LuaString pattern, int[] next) {
    PatternMatcher matcher = new PatternMatcher(call, s, pattern);
    for (int position = next[0]; position <= s.length(); position++) {
      int end = matcher.match(position, 0);
      if (end >= 0) {
        next[0] = end == position ? end + 1 : end;
        return matcher.pushCaptures(position, end);
      }
    }
    return 0;
  }

  static int gsub(CallFrame call) {
    LuaString s = call.checkString(1);
    LuaString pattern = call.checkString(2);
    Object replacement = call.get(3);
    int limit = call.optionalInt(4, s.length() + 1);
    if (!Operations.isText(replacement)
        && !(replacement instanceof LuaTable)
        && !(replacement instanceof LuaFunction)) {
      throw call.argumentError(3, "string/function/table expected");
    }
    boolean anchored = pattern.length() > 0 && pattern.byteAt(0) == '^';
    PatternMatcher matcher = new PatternMatcher(call, s, pattern);
    ByteBuilder result = new ByteBuilder(s.length() + 16);
    int position = 0;
    int count = 0;
    while (count < limit) {
      int end = matcher.match(position, anchored ? 1 : 0);
      if (end >= 0) {
        count++;
        replace(call, matcher, replacement, position, end, result);
      }
      if (end > position) {
        position = end;
      } else if (position < s.length()) {
        result.append(s.byteAt(position++));
      } else {
        break;
      }
      if (anchored) {
        break;
      }
    }
    if (position < s.length()) {
      result.append(s.bytes, position, s.length());
    }
    call.push(result.toLuaString());
    call.push((double) count);
    return 2;
  }

  private static void replace(
      CallFrame call,
      PatternMatcher matcher,
      @Nullable Object replacement,
      int start,
      int end,
      ByteBuilder result) {
    Object value;
    if (replacement instanceof LuaFunction) {
      value = call.call(replacement, matcher.captures(start, end));
    } else if (replacement instanceof LuaTable) {
      Object key = matcher.capture(0, start, end);
      value = call.index(replacement, key);
    } else {
      expand(matcher, Operations.text(replacement), start, end, result);
      return;
    }
    if (!Types.isTrue(value)) {
      matcher.copy(start, end, result);
    } else if (Operations.isText(value)) {
      result.append(Operations.text(value));
    } else {
      throw call.error("invalid replacement value (a " + Types.name(value) + ")");
    }
  }

  /** Appends replacement text in which {@code %1} and the like stand for captures. */
  private static void expand(
      PatternMatcher matcher, LuaString text, int start, int end, ByteBuilder result) {
    int i = 0;
    while (i < text.length()) {
      int c = text.byteAt(i++);
      if (c != '%') {
        result.append(c);
        continue;
      }
      int escaped = i < text.length() ? text.byteAt(i) : 0; // C reads the zero byte at the end.
      i++;
      if (!Characters.isDigit(escaped)) {
        result.append(escaped);
      } else if (escaped == '0') {
        matcher.copy(start, end, result);
      } else {
        result.append(Operations.text(matcher.capture(escaped - '1', start, end)));
      }
    }
  }
}
