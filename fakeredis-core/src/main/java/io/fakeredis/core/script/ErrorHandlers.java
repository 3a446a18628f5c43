package io.fakeredis.core.script;

import io.fakeredis.api.Bytes;
import io.fakeredis.core.script.lua.CallFrame;
import io.fakeredis.core.script.lua.CodePosition;
import io.fakeredis.core.script.lua.LuaState;
import io.fakeredis.core.script.lua.LuaString;
import io.fakeredis.core.script.lua.LuaTable;
import org.jspecify.annotations.Nullable;

/** What the real server's error handler, a function in Lua, makes of an error. */
final class ErrorHandlers {
  private ErrorHandlers() {}

  /** What the script failed with, and where. */
  static Failure failure(CallFrame frame, @Nullable Object error, boolean codes) {
    CodePosition position = culprit(frame, 0);
    if (codes) {
      return withCode(frame, error, position);
    }
    String text = text(error);
    if (text == null) {
      return concatenationFailed(frame, error);
    }
    return new Failure(prefixed(text, position), position, true);
  }

  /** What the handler does when a script calls it itself. */
  static int handle(CallFrame frame, boolean codes) {
    Object error = frame.get(1);
    CodePosition position = culprit(frame, 1);
    if (!codes) {
      String text = text(error);
      if (text == null) {
        throw frame.error(String.valueOf(concatenationFailed(frame, error).message()));
      }
      return frame.result(LuaString.of(prefixed(text, position)));
    }
    LuaTable table = frame.state().newTable();
    if (error instanceof LuaTable given) {
      table = given;
    } else {
      table.put("err", LuaString.of("ERR " + latin(frame.state().plainText(error))));
    }
    if (position != null) {
      table.put("source", LuaString.of(position.source()));
      table.put("line", (double) position.line());
    }
    return frame.result(table);
  }

  /** The function at that level, or the caller if it is one of the library. */
  static @Nullable CodePosition culprit(CallFrame frame, int level) {
    CodePosition position = frame.position(level);
    boolean library = position != null && position.kind() == CodePosition.Kind.JAVA;
    return library ? frame.position(level + 1) : position;
  }

  private static Failure withCode(
      CallFrame frame, @Nullable Object error, @Nullable CodePosition position) {
    if (error instanceof LuaTable table) {
      boolean counted = table.get(LuaString.of("ignore_error_stats_update")) != Boolean.TRUE;
      String text = text(table.get(LuaString.of("err")));
      return new Failure(text == null ? "ERR unknown error" : text, position, counted);
    }
    return new Failure("ERR " + latin(frame.state().plainText(error)), position, true);
  }

  /** The handler of 6.x joins position and error: with a table it fails itself. */
  private static Failure concatenationFailed(CallFrame frame, @Nullable Object error) {
    boolean sealed = frame.state().dialect().hasReadonlyTables();
    String place = "err_handler_def:" + (sealed ? 9 : 8) + ": ";
    String type = LuaState.typeName(error);
    String message = "attempt to concatenate local 'err' (a " + type + " value)";
    return new Failure("@" + place + place + message, null, true);
  }

  static String prefixed(String message, @Nullable CodePosition position) {
    return position == null ? message : position.source() + ":" + position.line() + ": " + message;
  }

  private static @Nullable String text(@Nullable Object value) {
    return ScriptHost.text(value);
  }

  private static String latin(LuaString string) {
    return Bytes.wrap(string.bytes()).latin();
  }
}
