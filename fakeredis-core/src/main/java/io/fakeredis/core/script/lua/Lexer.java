package io.fakeredis.core.script.lua;

import java.util.HashMap;
import java.util.Map;

/** Cuts source text into tokens. */
final class Lexer {

  private static final int EOZ = -1;

  private final byte[] source;
  private final LuaString name;
  private final String chunkName;
  private final ByteBuilder buffer = new ByteBuilder();

  /** Equal names and strings of a chunk are one object, which makes table look-ups quick. */
  private final Map<LuaString, LuaString> strings = new HashMap<>();

  private int position;
  private int current;
  private int line = 1;
  private int lastLine = 1;

  private int token;
  private LuaString text = LuaString.of("");
  private double number;

  private int ahead = Token.EOS;
  private LuaString aheadText = text;
  private double aheadNumber;

  Lexer(byte[] source, LuaString name) {
    this.source = source;
    this.name = name;
    chunkName = ChunkName.display(name, ChunkName.COMPILE_TIME);
    current = source.length > 0 ? source[0] & 0xff : EOZ;
  }

  // The current token

  int token() {
    return token;
  }

  /** The name or string that the current token is. */
  LuaString text() {
    return text;
  }

  /** The number that the current token is. */
  double number() {
    return number;
  }

  /** The line that has been read up to. */
  int line() {
    return line;
  }

  /** The line of the token before the current one. */
  int lastLine() {
    return lastLine;
  }

  /** The chunk's name as it was given. */
  LuaString source() {
    return name;
  }

  LuaString intern(LuaString string) {
    LuaString known = strings.putIfAbsent(string, string);
    return known == null ? string : known;
  }

  void next() {
    lastLine = line;
    if (ahead == Token.EOS) {
      token = scan();
      return;
    }
    token = ahead;
    text = aheadText;
    number = aheadNumber;
    ahead = Token.EOS;
  }

  /** The token after the current one. */
  int lookAhead() {
    LuaString heldText = text;
    double heldNumber = number;
    ahead = scan();
    aheadText = text;
    aheadNumber = number;
    text = heldText;
    number = heldNumber;
    return ahead;
  }

  // Errors

  /** A complaint about the current token. */
  LuaError syntaxError(String message) {
    return error(message, token);
  }

  /** A complaint that quotes a token; a zero byte is none. */
  LuaError error(String message, int near) {
    if (near == 0) {
      return error(message);
    }
    String quoted = near >= Token.NUMBER && near <= Token.STRING ? scanned() : Token.text(near);
    return error(message + " near '" + quoted + "'");
  }

  /** A complaint about the chunk at the current line. */
  LuaError error(String message) {
    return new LuaError(LuaString.latin1(chunkName + ":" + line + ": " + message));
  }

  private String scanned() {
    return buffer.toLuaString().untilNul().latin1();
  }

  // Characters

  private void advance() {
    position++;
    current = position < source.length ? source[position] & 0xff : EOZ;
  }

  private void save() {
    buffer.append(current);
    advance();
  }

  private boolean accept(int c) {
    if (current != c) {
      return false;
    }
    advance();
    return true;
  }

  /** Takes either character. C finds a zero byte in any set of them, so it passes as well. */
  private boolean saveOneOf(int first, int second) {
    if (current != first && current != second && current != 0) {
      return false;
    }
    save();
    return true;
  }

  private boolean atNewline() {
    return current == '\n' || current == '\r';
  }

  private void newline() {
    int first = current;
    advance();
    if (atNewline() && current != first) {
      advance();
    }
    line++;
  }

  // Scanning

  private int scan() {
    buffer.clear();
    while (true) {
      switch (current) {
        case '\n':
        case '\r':
          newline();
          break;
        case '-':
          advance();
          if (current != '-') {
            return '-';
          }
          comment();
          break;
        case '[':
          return bracket();
        case '=':
          return withEquals('=', Token.EQ);
        case '<':
          return withEquals('<', Token.LE);
        case '>':
          return withEquals('>', Token.GE);
        case '~':
          return withEquals('~', Token.NE);
        case '"':
        case '\'':
          return string(current);
        case '.':
          return dots();
        case EOZ:
          return Token.EOS;
        default:
          if (!Characters.isSpace(current)) {
            return word();
          }
          advance();
      }
    }
  }

  private int withEquals(int single, int combined) {
    advance();
    return accept('=') ? combined : single;
  }

  private int dots() {
    save();
    if (saveOneOf('.', '.')) {
      return saveOneOf('.', '.') ? Token.DOTS : Token.CONCAT;
    }
    return Characters.isDigit(current) ? numeral() : '.';
  }

  private int word() {
    if (Characters.isDigit(current)) {
      return numeral();
    }
    if (!Characters.isLetter(current) && current != '_') {
      int single = current;
      advance();
      return single;
    }
    do {
      save();
    } while (Characters.isAlphanumeric(current) || current == '_');
    text = intern(buffer.toLuaString());
    Integer reserved = Token.reserved(text);
    return reserved == null ? Token.NAME : reserved;
  }

  private int numeral() {
    while (Characters.isDigit(current) || current == '.') {
      save();
    }
    if (saveOneOf('e', 'E')) {
      saveOneOf('+', '-');
    }
    while (Characters.isAlphanumeric(current) || current == '_') {
      save();
    }
    Double value = NumberText.parse(buffer.toLuaString());
    if (value == null) {
      throw error("malformed number", Token.NUMBER);
    }
    number = value;
    return Token.NUMBER;
  }

  private void comment() {
    advance();
    if (current == '[') {
      int level = longBracket();
      buffer.clear();
      if (level >= 0) {
        longText(level, "unfinished long comment");
        buffer.clear();
        return;
      }
    }
    while (!atNewline() && current != EOZ) {
      advance();
    }
  }

  private int bracket() {
    int level = longBracket();
    if (level >= 0) {
      longText(level, "unfinished long string");
      return Token.STRING;
    }
    if (level == -1) {
      return '[';
    }
    throw error("invalid long string delimiter", Token.STRING);
  }

  /**
   * The level of the long bracket that starts here; -1 for a lone bracket, below it for neither.
   */
  private int longBracket() {
    int bracket = current;
    int count = 0;
    save();
    while (current == '=') {
      save();
      count++;
    }
    return current == bracket ? count : -count - 1;
  }

  private void longText(int level, String unfinished) {
    save();
    if (atNewline()) {
      newline();
    }
    while (true) {
      switch (current) {
        case EOZ:
          throw error(unfinished, Token.EOS);
        case '[':
          if (longBracket() == level) {
            save();
            if (level == 0) {
              throw error("nesting of [[...]] is deprecated", '[');
            }
          }
          break;
        case ']':
          if (longBracket() == level) {
            save();
            text = intern(content(2 + level));
            return;
          }
          break;
        case '\n':
        case '\r':
          buffer.append('\n');
          newline();
          break;
        default:
          save();
      }
    }
  }

  /** What was saved, without the delimiters. */
  private LuaString content(int delimiter) {
    return LuaString.of(buffer.toBytes(), delimiter, buffer.length() - delimiter);
  }

  private int string(int quote) {
    save();
    while (current != quote) {
      switch (current) {
        case EOZ:
          throw error("unfinished string", Token.EOS);
        case '\n':
        case '\r':
          throw error("unfinished string", Token.STRING);
        case '\\':
          escape();
          break;
        default:
          save();
      }
    }
    save();
    text = intern(content(1));
    return Token.STRING;
  }

  private void escape() {
    advance();
    if (atNewline()) {
      buffer.append('\n');
      newline();
    } else if (Characters.isDigit(current)) {
      decimalEscape();
    } else if (current != EOZ) {
      int replacement = "abfnrtv".indexOf(current);
      buffer.append(replacement < 0 ? current : "\7\b\f\n\r\t\13".charAt(replacement));
      advance();
    }
  }

  private void decimalEscape() {
    int value = 0;
    for (int i = 0; i < 3 && Characters.isDigit(current); i++) {
      value = value * 10 + current - '0';
      advance();
    }
    if (value > 255) {
      throw error("escape sequence too large", Token.STRING);
    }
    buffer.append(value);
  }
}
