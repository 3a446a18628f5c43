package io.fakeredis.core.script.lua;

/** What statements and expressions both need: expecting tokens, and counting how deep they nest. */
final class TokenReader {

  private final Lexer lexer;
  private int level;

  TokenReader(Lexer lexer, int level) {
    this.lexer = lexer;
    this.level = level;
  }

  Lexer lexer() {
    return lexer;
  }

  void enterLevel() {
    if (++level > LuaState.MAX_NESTED_CALLS) {
      throw lexer.error("chunk has too many syntax levels");
    }
  }

  void leaveLevel() {
    level--;
  }

  int levelsLeft() {
    return LuaState.MAX_NESTED_CALLS - level;
  }

  boolean atBlockEnd() {
    switch (lexer.token()) {
      case Token.ELSE:
      case Token.ELSEIF:
      case Token.END:
      case Token.UNTIL:
      case Token.EOS:
        return true;
      default:
        return false;
    }
  }

  boolean accept(int token) {
    if (lexer.token() != token) {
      return false;
    }
    lexer.next();
    return true;
  }

  void check(int token) {
    if (lexer.token() != token) {
      throw lexer.syntaxError("'" + Token.text(token) + "' expected");
    }
  }

  void expect(int token) {
    check(token);
    lexer.next();
  }

  /** Expects the token that closes what another one opened. */
  void expectClosing(int token, int opening, int line) {
    if (lexer.token() != token && line != lexer.line()) {
      String opened = "(to close '" + Token.text(opening) + "' at line " + line + ")";
      throw lexer.syntaxError("'" + Token.text(token) + "' expected " + opened);
    }
    expect(token);
  }

  LuaString name() {
    check(Token.NAME);
    LuaString name = lexer.text();
    lexer.next();
    return name;
  }
}
