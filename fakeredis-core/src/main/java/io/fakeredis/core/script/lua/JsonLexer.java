package io.fakeredis.core.script.lua;

/** Cuts JSON text into tokens, as generously as lua-cjson. */
final class JsonLexer {

  /** The kinds of tokens, by the names that error messages show. */
  enum Token {
    OBJ_BEGIN,
    OBJ_END,
    ARR_BEGIN,
    ARR_END,
    STRING,
    NUMBER,
    BOOLEAN,
    NULL,
    COLON,
    COMMA,
    END,
    ERROR
  }

  private final byte[] text;
  private final boolean invalidNumbers;
  private final ByteBuilder buffer = new ByteBuilder();
  private int position;
  private int tokenStart;
  private LuaString string = LuaString.of("");
  private double number;
  private boolean bool;
  private String problem = "";

  /** Accepts NaN, infinities and hex numbers if asked to. */
  JsonLexer(LuaString text, boolean invalidNumbers) {
    this.text = text.bytes;
    this.invalidNumbers = invalidNumbers;
  }

  int position() {
    return position;
  }

  int tokenStart() {
    return tokenStart;
  }

  LuaString string() {
    return string;
  }

  double number() {
    return number;
  }

  boolean bool() {
    return bool;
  }

  /** What is wrong, after an error token. */
  String problem() {
    return problem;
  }

  private int peek(int ahead) {
    int at = position + ahead;
    return at < text.length ? text[at] & 0xff : 0;
  }

  private Token error(String message) {
    problem = message;
    tokenStart = position;
    return Token.ERROR;
  }

  private Token take(Token token) {
    position++;
    return token;
  }

  Token next() {
    int c = peek(0);
    while (c == ' ' || c == '\t' || c == '\n' || c == '\r') {
      position++;
      c = peek(0);
    }
    tokenStart = position;
    switch (c) {
      case 0:
        return Token.END;
      case '{':
        return take(Token.OBJ_BEGIN);
      case '}':
        return take(Token.OBJ_END);
      case '[':
        return take(Token.ARR_BEGIN);
      case ']':
        return take(Token.ARR_END);
      case ',':
        return take(Token.COMMA);
      case ':':
        return take(Token.COLON);
      case '"':
        return quoted();
      default:
        return c == '-' || Characters.isDigit(c) ? ordinaryNumber() : word();
    }
  }

  private Token word() {
    if (startsWith("true")) {
      bool = true;
      position += 4;
      return Token.BOOLEAN;
    }
    if (startsWith("false")) {
      bool = false;
      position += 5;
      return Token.BOOLEAN;
    }
    if (startsWith("null")) {
      position += 4;
      return Token.NULL;
    }
    return invalidNumbers && isInvalidNumber() ? scanNumber() : error("invalid token");
  }

  private boolean startsWith(String word) {
    for (int i = 0; i < word.length(); i++) {
      if (peek(i) != word.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  // Numbers

  private Token ordinaryNumber() {
    return !invalidNumbers && isInvalidNumber() ? error("invalid number") : scanNumber();
  }

  /** Whether what follows is a number to C but not to JSON. */
  private boolean isInvalidNumber() {
    if (peek(0) == '+') {
      return true;
    }
    int at = peek(0) == '-' ? 1 : 0;
    int c = peek(at);
    if (c == '0') {
      int second = peek(at + 1);
      return (second | 0x20) == 'x' || Characters.isDigit(second);
    }
    return isNamed(at, "inf") || isNamed(at, "nan");
  }

  private boolean isNamed(int at, String name) {
    for (int i = 0; i < name.length(); i++) {
      if (Characters.toLower(peek(at + i)) != name.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  private Token scanNumber() {
    NumberText.Scanner scanner = new NumberText.Scanner(text, position);
    Double value = scanner.number();
    if (value == null) {
      return error("invalid number");
    }
    position = scanner.position();
    number = value;
    return Token.NUMBER;
  }

  // Strings

  private Token quoted() {
    buffer.clear();
    position++;
    for (int c = peek(0); c != '"'; c = peek(0)) {
      if (c == 0) {
        return error("unexpected end of string");
      }
      if (c != '\\') {
        buffer.append(c);
        position++;
        continue;
      }
      int escaped = peek(1);
      if (escaped == 'u') {
        if (!unicodeEscape()) {
          return error("invalid unicode escape code");
        }
        continue;
      }
      int index = escaped == 0 ? -1 : "\"\\/bfnrt".indexOf(escaped);
      if (index < 0) {
        return error("invalid escape code");
      }
      buffer.append("\"\\/\b\f\n\r\t".charAt(index));
      position += 2;
    }
    position++;
    string = buffer.toLuaString();
    return Token.STRING;
  }

  /** Reads an escape such as {@code \}{@code u00e9}, or two that are a surrogate pair. */
  private boolean unicodeEscape() {
    int code = hex(2);
    int length = 6;
    if (code < 0) {
      return false;
    }
    if (code >= 0xd800 && code < 0xe000) {
      if (code >= 0xdc00 || peek(6) != '\\' || peek(7) != 'u') {
        return false;
      }
      int low = hex(8);
      if (low < 0xdc00 || low >= 0xe000) {
        return false;
      }
      code = 0x10000 + ((code & 0x3ff) << 10 | (low & 0x3ff));
      length = 12;
    }
    appendUtf8(code);
    position += length;
    return true;
  }

  private int hex(int at) {
    int value = 0;
    for (int i = 0; i < 4; i++) {
      int digit = Characters.hexValue(peek(at + i));
      if (digit < 0) {
        return -1;
      }
      value = value << 4 | digit;
    }
    return value;
  }

  private void appendUtf8(int code) {
    if (code < 0x80) {
      buffer.append(code);
      return;
    }
    int tails = code < 0x800 ? 1 : code < 0x10000 ? 2 : 3;
    int lead = tails == 1 ? 0xc0 : tails == 2 ? 0xe0 : 0xf0;
    buffer.append(lead | code >> (6 * tails));
    for (int i = tails - 1; i >= 0; i--) {
      buffer.append(0x80 | (code >> (6 * i) & 0x3f));
    }
  }
}
