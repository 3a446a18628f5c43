package io.fakeredis.core.script.lua;

import io.fakeredis.core.script.lua.CjsonSettings.InvalidNumbers;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * Writes Lua values as JSON. Tables that are open are kept in a list, so nesting needs no stack.
 */
final class JsonEncoder {

  /** A table that is being written. */
  private static final class Level {
    final LuaTable table;

    /** The number of items of an array, or {@link #NOT_AN_ARRAY}. */
    final int length;

    int position;
    boolean started;

    Level(LuaTable table, int length) {
      this.table = table;
      this.length = length;
    }

    boolean isArray() {
      return length != NOT_AN_ARRAY;
    }
  }

  /** Nesting at which the real one's Lua stack is full, whatever the setting says. */
  private static final int STACK_DEPTH = CallFrame.MAX_STACK / 3;

  private static final int NOT_AN_ARRAY = -1;

  private final CallFrame call;
  private final CjsonSettings settings;
  private final Deque<Level> levels = new ArrayDeque<>();
  private final ByteBuilder out = new ByteBuilder(64);

  JsonEncoder(CallFrame call, CjsonSettings settings) {
    this.call = call;
    this.settings = settings;
  }

  LuaString encode(@Nullable Object value) {
    append(value);
    while (!levels.isEmpty()) {
      Level level = levels.getLast();
      if (level.isArray()) {
        continueArray(level);
      } else {
        continueObject(level);
      }
    }
    return out.toLuaString();
  }

  private LuaError refusal(@Nullable Object value, String reason) {
    return call.error("Cannot serialise " + Types.name(value) + ": " + reason);
  }

  private void append(@Nullable Object value) {
    if (value instanceof LuaString string) {
      string(string);
    } else if (value instanceof Double d) {
      number(d);
    } else if (value instanceof Boolean) {
      out.append(value.toString());
    } else if (value instanceof LuaTable table) {
      open(table);
    } else if (value == null || value == LightUserdata.NULL) {
      out.append("null");
    } else {
      throw refusal(value, "type not supported");
    }
  }

  private void string(LuaString s) {
    out.append('"');
    for (byte b : s.bytes) {
      character(b & 0xff);
    }
    out.append('"');
  }

  private void character(int c) {
    switch (c) {
      case '"':
      case '\\':
      case '/':
        out.append('\\').append(c);
        break;
      case '\b':
        out.append("\\b");
        break;
      case '\t':
        out.append("\\t");
        break;
      case '\n':
        out.append("\\n");
        break;
      case '\f':
        out.append("\\f");
        break;
      case '\r':
        out.append("\\r");
        break;
      default:
        if (Characters.isControl(c)) {
          out.append("\\u00").append(hexDigit(c >> 4)).append(hexDigit(c & 0xf));
        } else {
          out.append(c);
        }
        break;
    }
  }

  private static char hexDigit(int value) {
    return Character.forDigit(value, 16);
  }

  private void number(double number) {
    if (!Double.isNaN(number) && !Double.isInfinite(number)) {
      out.append(
          settings.precision == NumberText.PRECISION
              ? NumberText.format(number)
              : FloatText.general(number, settings.precision, false));
    } else if (settings.encodeInvalid == InvalidNumbers.REFUSED) {
      throw refusal(number, "must not be NaN or Inf");
    } else if (settings.encodeInvalid == InvalidNumbers.AS_NULL) {
      out.append("null");
    } else {
      out.append(Double.isNaN(number) ? "nan" : NumberText.special(number));
    }
  }

  private void open(LuaTable table) {
    int depth = levels.size() + 1;
    if (depth > settings.encodeMaxDepth || depth > STACK_DEPTH) {
      throw call.error("Cannot serialise, excessive nesting (" + depth + ")");
    }
    call.state().step(1);
    boolean marked = table.metatable() == settings.arrayMetatable;
    int length = marked ? table.length() : arrayLength(table);
    Level level = new Level(table, marked || length > 0 ? length : NOT_AN_ARRAY);
    levels.add(level);
    out.append(level.isArray() ? '[' : '{');
  }

  /** The largest index if all keys are positive integers, and not too few for it. */
  private int arrayLength(LuaTable table) {
    double max = 0;
    int items = 0;
    for (int i = table.advance(0); i >= 0; i = table.advance(i + 1)) {
      Object key = table.keyAt(i);
      if (!(key instanceof Double d)) {
        return NOT_AN_ARRAY;
      }
      double number = d;
      if (number < 1 || Math.floor(number) != number) {
        return NOT_AN_ARRAY;
      }
      max = Math.max(max, number);
      items++;
    }
    boolean sparse =
        settings.sparseRatio > 0
            && max > (double) items * settings.sparseRatio
            && max > settings.sparseSafe;
    if (!sparse) {
      return (int) max;
    }
    if (!settings.sparseAsObject) {
      throw refusal(table, "excessively sparse array");
    }
    return NOT_AN_ARRAY;
  }

  private void continueArray(Level level) {
    if (level.position == level.length) {
      levels.removeLast();
      out.append(']');
      return;
    }
    separate(level);
    append(level.table.get(++level.position));
  }

  private void continueObject(Level level) {
    int position = level.table.advance(level.position);
    if (position < 0) {
      levels.removeLast();
      out.append('}');
      return;
    }
    separate(level);
    level.position = position + 1;
    key(level.table.keyAt(position));
    out.append(':');
    append(level.table.valueAt(position));
  }

  private void separate(Level level) {
    if (level.started) {
      out.append(',');
    }
    level.started = true;
  }

  private void key(Object key) {
    if (key instanceof LuaString string) {
      string(string);
    } else if (key instanceof Double d) {
      out.append('"');
      number(d);
      out.append('"');
    } else {
      throw refusal(key, "table key must be a number or string");
    }
  }
}
