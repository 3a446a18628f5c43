package io.fakeredis.core.script.lua;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * Reads MessagePack as lua-cmsgpack 0.4.0 does. Tables that are open are kept in a list, so nesting
 * needs no stack.
 */
final class MessageUnpacker {

  /** A table that is being filled. */
  private static final class Level {
    final LuaTable table;
    final boolean isMap;
    final long items;
    long read;

    /** A pair of a map, and how much of it is there. */
    @Nullable Object key;

    @Nullable Object value;
    int parts;

    Level(LuaTable table, boolean isMap, long items) {
      this.table = table;
      this.isMap = isMap;
      this.items = items;
    }
  }

  /** How deep the real one can nest before its Lua stack is full. */
  private static final int MAX_NESTING = 3990;

  private final CallFrame call;
  private final byte[] data;
  private final Deque<Level> levels = new ArrayDeque<>();
  private int position;

  MessageUnpacker(CallFrame call, LuaString data, int offset) {
    this.call = call;
    this.data = data.bytes;
    position = offset;
  }

  boolean hasMore() {
    return position < data.length;
  }

  int position() {
    return position;
  }

  @Nullable Object unpack() {
    Object value = value();
    while (!levels.isEmpty()) {
      Level level = levels.getLast();
      if (level.read == level.items) {
        levels.removeLast();
      } else {
        fill(level);
      }
    }
    return value;
  }

  /** Does what comes next for a table. Whatever an item holds is read before the next visit. */
  private void fill(Level level) {
    if (!level.isMap) {
      level.table.setNumber((double) ++level.read, value());
    } else if (level.parts == 0) {
      level.key = value();
      level.parts = 1;
    } else if (level.parts == 1) {
      level.value = value();
      level.parts = 2;
    } else {
      level.table.put(call.checkKey(level.key), level.value);
      level.parts = 0;
      level.read++;
    }
  }

  private @Nullable Object value() {
    int type = (int) bits(1);
    if (type <= 0x7f || type >= 0xe0) {
      return (double) (byte) type;
    }
    if (type <= 0x8f) {
      return map(type & 0xf);
    }
    if (type <= 0x9f) {
      return array(type & 0xf);
    }
    if (type <= 0xbf) {
      return string(type & 0x1f);
    }
    return marked(type);
  }

  private @Nullable Object marked(int type) {
    switch (type) {
      case 0xc0:
        return null;
      case 0xc2:
        return false;
      case 0xc3:
        return true;
      case 0xca:
        return (double) Float.intBitsToFloat((int) bits(4));
      case 0xcb:
        return Double.longBitsToDouble(bits(8));
      case 0xcc:
      case 0xcd:
      case 0xce:
      case 0xcf:
        return (double) bits(1 << (type - 0xcc)); // The largest ones come out negative.
      case 0xd0:
        return (double) (byte) bits(1);
      case 0xd1:
        return (double) (short) bits(2);
      case 0xd2:
        return (double) (int) bits(4);
      case 0xd3:
        return (double) bits(8);
      case 0xd9:
      case 0xda:
      case 0xdb:
        return string(bits(1 << (type - 0xd9)));
      case 0xdc:
      case 0xdd:
        return array(bits(type == 0xdc ? 2 : 4));
      case 0xde:
      case 0xdf:
        return map(bits(type == 0xde ? 2 : 4));
      default:
        throw call.error("Bad data format in input.");
    }
  }

  private long bits(int count) {
    need(count);
    long value = 0;
    for (int i = 0; i < count; i++) {
      value = value << 8 | (data[position++] & 0xff);
    }
    return value;
  }

  private void need(long count) {
    if (count > data.length - position) {
      throw call.error("Missing bytes in input.");
    }
  }

  private LuaString string(long length) {
    need(length);
    int start = position;
    position += (int) length;
    return LuaString.of(data, start, position);
  }

  private LuaTable array(long length) {
    return open(length, false, "in function mp_decode_to_lua_array");
  }

  private LuaTable map(long length) {
    return open(length, true, "in function mp_decode_to_lua_hash");
  }

  private LuaTable open(long items, boolean isMap, String where) {
    if (levels.size() == MAX_NESTING) {
      throw call.error("stack overflow (" + where + ")");
    }
    call.state().step(1);
    Level level = new Level(call.state().newTable(), isMap, items);
    levels.add(level);
    return level.table;
  }
}
