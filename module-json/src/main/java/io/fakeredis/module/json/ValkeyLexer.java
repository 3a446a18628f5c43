package io.fakeredis.module.json;

import io.fakeredis.api.Bytes;

/**
 * Takes a path of valkey-json apart. There is always one token that has been read but not used; a
 * token is one sign, or two that belong together, or nothing at the end.
 */
final class ValkeyLexer {
  private static final String NAME_ENDS = ".[]()<>=!'\" |&";
  private static final String PATH_ENDS = "]()<>=!'\" |&";
  private static final String INDEX_SIGNS = "-+0123456789";
  private static final String NUMBER_SIGNS = "+-0123456789.Ee";
  private static final String ESCAPES = "\\tbfnr'";
  private static final String ESCAPED = "\\\t\b\f\n\r'";
  private static final String[] PAIRS = {"..", "&&", "||", "==", "!=", ">=", "<="};
  private static final int MOST_DESCENTS = 20;

  private final String path;
  private int behind;
  private String token = "";
  private int descents;

  /** Where a search can go on again. */
  record Mark(int behind, String token) {}

  ValkeyLexer(Bytes path) {
    this.path = cut(path.latin());
    next();
  }

  /** For C a text ends at the first zero. */
  private static String cut(String text) {
    int zero = text.indexOf(0);
    return zero < 0 ? text : text.substring(0, zero);
  }

  Mark mark() {
    return new Mark(behind, token);
  }

  void reset(Mark mark) {
    behind = mark.behind();
    token = mark.token();
  }

  /** The token that comes next; empty at the end. */
  String token() {
    return token;
  }

  boolean is(String other) {
    return token.equals(other);
  }

  boolean isEnd() {
    return token.isEmpty();
  }

  boolean isDigit() {
    return !token.isEmpty() && isDigit(token.charAt(0));
  }

  /** Whether the sign behind the token is this one. */
  boolean isFollowedBy(char sign) {
    return peek() == sign;
  }

  boolean isLast() {
    return behind == path.length();
  }

  private char peek() {
    return behind < path.length() ? path.charAt(behind) : 0;
  }

  /** Reads the next token. */
  void next() {
    token = "";
    for (String pair : PAIRS) {
      if (path.startsWith(pair, behind)) {
        token = pair;
      }
    }
    if (token.isEmpty() && behind < path.length()) {
      token = path.substring(behind, behind + 1);
    }
    behind += token.length();
    if (token.equals("..") && ++descents > MOST_DESCENTS) {
      throw ValkeyProblem.TOO_MANY_DESCENTS.failure();
    }
  }

  /** Reads the next token that is no space. */
  void nextSign() {
    next();
    if (token.equals(" ")) {
      passSpaces();
      next();
    }
  }

  private void passSpaces() {
    while (peek() == ' ') {
      behind++;
    }
  }

  /** Passes the spaces that come next. */
  void skipSpaces() {
    if (token.equals(" ")) {
      nextSign();
    } else {
      passSpaces();
    }
  }

  /** Passes the token if it is this one. */
  boolean match(String expected) {
    if (!token.equals(expected) || token.isEmpty()) {
      return false;
    }
    next();
    return true;
  }

  /** As {@link #match}, passing spaces before and behind it. */
  boolean matchSign(String expected) {
    if (token.equals(" ")) {
      passSpaces();
      next();
      return match(expected);
    }
    if (!token.equals(expected)) {
      return false;
    }
    nextSign();
    return true;
  }

  void require(String expected) {
    if (!match(expected)) {
      throw ValkeyProblem.INVALID_PATH.failure();
    }
  }

  void requireSign(String expected) {
    if (!matchSign(expected)) {
      throw ValkeyProblem.INVALID_PATH.failure();
    }
  }

  /** An integer with or without a sign; those that do not fit wrap around. */
  long index() {
    boolean negative = token.equals("-");
    if (negative || token.equals("+")) {
      next();
    }
    if (!isDigit()) {
      throw ValkeyProblem.INDEX_IS_NO_NUMBER.failure();
    }
    long value = Character.digit(token.charAt(0), 10);
    for (; isDigit(peek()); behind++) {
      value = value * 10 + Character.digit(peek(), 10);
    }
    next();
    return negative ? -value : value;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  /** A name without quotation marks, up to the first sign that ends one. */
  Bytes name() {
    if (token.isEmpty() || NAME_ENDS.indexOf(token.charAt(0)) >= 0) {
      throw ValkeyProblem.INVALID_NAME.failure();
    }
    int start = behind - token.length();
    while (!isLast() && NAME_ENDS.indexOf(peek()) < 0) {
      behind++;
    }
    return taken(start);
  }

  private Bytes taken(int start) {
    Bytes text = Bytes.latin(path.substring(start, behind));
    next();
    return text;
  }

  /** The signs of a number, in whatever order. */
  Bytes number() {
    if (!token.isEmpty() && NUMBER_SIGNS.indexOf(token.charAt(0)) < 0) {
      throw ValkeyProblem.INVALID_NUMBER.failure();
    }
    int start = behind - token.length();
    while (!isLast() && NUMBER_SIGNS.indexOf(peek()) >= 0) {
      behind++;
    }
    return taken(start);
  }

  /** Letters and digits. */
  Bytes word() {
    int start = behind - token.length();
    while (Character.isLetterOrDigit(peek()) && peek() < 0x80) {
      behind++;
    }
    return taken(start);
  }

  /** A path that begins with the dollar sign that comes next. */
  Bytes path() {
    int start = behind - token.length();
    while (!isLast() && PATH_ENDS.indexOf(peek()) < 0) {
      if (peek() == '[') {
        behind++;
        passBracket();
      } else {
        behind++;
      }
    }
    return taken(start);
  }

  private void passBracket() {
    while (!isLast()) {
      char sign = peek();
      behind++;
      if (sign == ']') {
        return;
      }
      if (sign == '"' || sign == '\'') {
        passQuoted(sign);
      } else if (INDEX_SIGNS.indexOf(sign) < 0) {
        throw ValkeyProblem.INVALID_PATH.failure();
      }
    }
  }

  private void passQuoted(char quote) {
    while (!isLast()) {
      char sign = peek();
      behind++;
      if (sign == quote) {
        return;
      }
      if (sign == '\\' && peek() == quote) {
        behind++;
      }
    }
  }

  /** A text between double quotation marks, marks included; the last one may be missing. */
  Bytes doubleQuoted() {
    int start = behind - 1;
    passUnescaped('"');
    return taken(start);
  }

  /** A text between single quotation marks, without them, its escapes resolved. */
  Bytes singleQuoted() {
    int start = behind;
    boolean isClosed = passUnescaped('\'');
    String text = path.substring(start, isClosed ? behind - 1 : behind);
    next();
    return Bytes.latin(unescaped(text));
  }

  private boolean passUnescaped(char quote) {
    char last = 0;
    while (!isLast()) {
      char sign = peek();
      behind++;
      if (sign == quote && last != '\\') {
        return true;
      }
      last = sign;
    }
    return false;
  }

  private static String unescaped(String text) {
    StringBuilder plain = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      int escape = -1;
      if (text.charAt(i) == '\\' && i + 1 < text.length()) {
        escape = ESCAPES.indexOf(text.charAt(i + 1));
      }
      if (escape >= 0) {
        i++;
        plain.append(ESCAPED.charAt(escape));
      } else {
        plain.append(text.charAt(i));
      }
    }
    return plain.toString();
  }
}
