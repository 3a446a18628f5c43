package io.fakeredis.core.script.lua;

import io.fakeredis.core.script.lua.JsonLexer.Token;
import org.jspecify.annotations.Nullable;

/** Builds Lua values of JSON text. */
final class JsonDecoder {

  /** Nesting at which the real one's Lua stack is full, whatever the setting says. */
  private static final int STACK_DEPTH = CallFrame.MAX_STACK / 3;

  private final CallFrame call;
  private final CjsonSettings settings;
  private final JsonLexer lexer;
  private final LuaString text;
  private int depth;

  JsonDecoder(CallFrame call, CjsonSettings settings, LuaString text) {
    this.call = call;
    this.settings = settings;
    this.text = text;
    lexer = new JsonLexer(text, settings.decodeInvalid);
  }

  @Nullable Object decode() {
    if (text.length() >= 2 && (text.byteAt(0) == 0 || text.byteAt(1) == 0)) {
      throw call.error("JSON parser does not support UTF-16 or UTF-32");
    }
    Object value = value(lexer.next());
    expect(Token.END, lexer.next(), "the end");
    return value;
  }

  private void expect(Token expected, Token found, String name) {
    if (found != expected) {
      throw unexpected(name, found);
    }
  }

  private LuaError unexpected(String expected, Token found) {
    String shown = found == Token.ERROR ? lexer.problem() : "T_" + found.name();
    int character = lexer.tokenStart() + 1;
    return call.error(
        "Expected " + expected + " but found " + shown + " at character " + character);
  }

  private @Nullable Object value(Token token) {
    switch (token) {
      case STRING:
        return lexer.string();
      case NUMBER:
        return lexer.number();
      case BOOLEAN:
        return lexer.bool();
      case NULL:
        return LightUserdata.NULL;
      case OBJ_BEGIN:
        return object();
      case ARR_BEGIN:
        return array();
      default:
        throw unexpected("value", token);
    }
  }

  private void descend() {
    depth++;
    if (depth > settings.decodeMaxDepth || depth > STACK_DEPTH) {
      throw call.error(
          "Found too many nested data structures (" + depth + ") at character " + lexer.position());
    }
    call.state().step(1);
  }

  private LuaTable object() {
    descend();
    LuaTable table = call.state().newTable();
    Token token = lexer.next();
    while (token != Token.OBJ_END) {
      expect(Token.STRING, token, "object key string");
      LuaString key = lexer.string();
      expect(Token.COLON, lexer.next(), "colon");
      table.put(key, value(lexer.next()));
      token = lexer.next();
      if (token == Token.OBJ_END) {
        break;
      }
      expect(Token.COMMA, token, "comma or object end");
      token = lexer.next();
      expect(Token.STRING, token, "object key string");
    }
    depth--;
    return table;
  }

  private LuaTable array() {
    descend();
    LuaTable table = call.state().newTable();
    if (settings.markArrays) {
      table.metatable(settings.arrayMetatable);
    }
    Token token = lexer.next();
    for (int i = 1; token != Token.ARR_END; i++) {
      table.put(i, value(token));
      token = lexer.next();
      if (token == Token.ARR_END) {
        break;
      }
      expect(Token.COMMA, token, "comma or array end");
      token = lexer.next();
      if (token == Token.ARR_END) {
        throw unexpected("value", token);
      }
    }
    depth--;
    return table;
  }
}
