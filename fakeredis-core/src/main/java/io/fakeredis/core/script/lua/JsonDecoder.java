package io.fakeredis.core.script.lua;

import io.fakeredis.core.script.lua.JsonLexer.Token;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * Builds Lua values of JSON text. Tables that are open are kept in a list, so nesting needs no
 * stack.
 */
final class JsonDecoder {

  /** A table that is being filled. */
  private static final class Level {
    final LuaTable table;
    final boolean isArray;
    int items;

    Level(LuaTable table, boolean isArray) {
      this.table = table;
      this.isArray = isArray;
    }

    Token end() {
      return isArray ? Token.ARR_END : Token.OBJ_END;
    }
  }

  /** Nesting at which the real one's Lua stack is full, whatever the setting says. */
  private static final int STACK_DEPTH = CallFrame.MAX_STACK / 3;

  private final CallFrame call;
  private final CjsonSettings settings;
  private final JsonLexer lexer;
  private final LuaString text;
  private final Deque<Level> levels = new ArrayDeque<>();

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
    while (!levels.isEmpty()) {
      fill(levels.getLast());
    }
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
        return open(false);
      case ARR_BEGIN:
        return open(true);
      default:
        throw unexpected("value", token);
    }
  }

  private LuaTable open(boolean isArray) {
    int depth = levels.size() + 1;
    if (depth > settings.decodeMaxDepth || depth > STACK_DEPTH) {
      throw call.error(
          "Found too many nested data structures (" + depth + ") at character " + lexer.position());
    }
    call.state().step(1);
    LuaTable table = call.state().newTable();
    if (isArray && settings.markArrays) {
      table.metatable(settings.arrayMetatable);
    }
    levels.add(new Level(table, isArray));
    return table;
  }

  /** Reads the next item of a table, or its end. */
  private void fill(Level level) {
    Token token = lexer.next();
    if (token == level.end()) {
      levels.removeLast();
      return;
    }
    if (level.items++ > 0) {
      expect(Token.COMMA, token, level.isArray ? "comma or array end" : "comma or object end");
      token = lexer.next();
    }
    if (level.isArray) {
      level.table.set(level.items, value(token));
      return;
    }
    expect(Token.STRING, token, "object key string");
    LuaString key = lexer.string();
    expect(Token.COLON, lexer.next(), "colon");
    level.table.put(key, value(lexer.next()));
  }
}
