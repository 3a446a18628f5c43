package io.fakeredis.core.script.lua;

import org.jspecify.annotations.Nullable;

/** Writes values as MessagePack, with the choices of lua-cmsgpack 0.4.0. */
final class MessagePacker {

  /** Tables nested deeper are written as nil, which ends loops. */
  private static final int MAX_NESTING = 16;

  private static final int NIL = 0xc0;
  private static final int FALSE = 0xc2;
  private static final int TRUE = 0xc3;
  private static final int FLOAT = 0xca;
  private static final int DOUBLE = 0xcb;

  private final CallFrame call;
  private final ByteBuilder out = new ByteBuilder();

  MessagePacker(CallFrame call) {
    this.call = call;
  }

  LuaString result() {
    return out.toLuaString();
  }

  void pack(@Nullable Object value, int level) {
    if (value instanceof LuaString string) {
      string(string);
    } else if (value instanceof Boolean b) {
      out.append(b ? TRUE : FALSE);
    } else if (value instanceof Double d) {
      number(d);
    } else if (value instanceof LuaTable table && level < MAX_NESTING) {
      table(table, level);
    } else {
      out.append(NIL);
    }
  }

  private void string(LuaString s) {
    int length = s.length();
    if (length < 32) {
      out.append(0xa0 | length);
    } else if (length <= 0xff) {
      out.append(0xd9).append(length);
    } else {
      header(length, 0xda);
    }
    out.append(s);
  }

  /** A length in 16 bits, or with the next type in 32. */
  private void header(int length, int type) {
    if (length <= 0xffff) {
      out.append(type).appendBigEndian(length, 2);
    } else {
      out.append(type + 1).appendBigEndian(length, 4);
    }
  }

  private void number(double number) {
    long whole = Arithmetic.toLong(number);
    if (whole == number && number != 0x1p63) {
      integer(whole);
      return;
    }
    float single = (float) number;
    if (single == number) {
      out.append(FLOAT).appendBigEndian(Float.floatToRawIntBits(single), 4);
    } else {
      out.append(DOUBLE).appendBigEndian(Double.doubleToRawLongBits(number), 8);
    }
  }

  private void integer(long n) {
    if (n >= -32 && n <= 127) {
      out.append((int) n);
    } else if (n >= 0) {
      int exponent = n <= 0xff ? 0 : n <= 0xffff ? 1 : n <= 0xffffffffL ? 2 : 3;
      out.append(0xcc + exponent).appendBigEndian(n, 1 << exponent);
    } else {
      int exponent =
          n >= Byte.MIN_VALUE ? 0 : n >= Short.MIN_VALUE ? 1 : n >= Integer.MIN_VALUE ? 2 : 3;
      out.append(0xd0 + exponent).appendBigEndian(n, 1 << exponent);
    }
  }

  private void table(LuaTable table, int level) {
    call.state().step(1);
    if (isArray(table)) {
      int length = table.length();
      if (length <= 15) {
        out.append(0x90 | length);
      } else {
        header(length, 0xdc);
      }
      for (int i = 1; i <= length; i++) {
        pack(call.index(table, (double) i), level + 1);
      }
      return;
    }
    int count = 0;
    for (int i = table.advance(0); i >= 0; i = table.advance(i + 1)) {
      count++;
    }
    if (count <= 15) {
      out.append(0x80 | count);
    } else {
      header(count, 0xde);
    }
    for (int i = table.advance(0); i >= 0; i = table.advance(i + 1)) {
      pack(table.keyAt(i), level + 1);
      pack(table.valueAt(i), level + 1);
    }
  }

  /** Whether the keys are 1 to n without a hole. */
  private static boolean isArray(LuaTable table) {
    int count = 0;
    double max = 0;
    for (int i = table.advance(0); i >= 0; i = table.advance(i + 1)) {
      Object key = table.keyAt(i);
      if (!(key instanceof Double d)) {
        return false;
      }
      double number = d;
      if (number <= 0 || number != (int) number) {
        return false;
      }
      max = Math.max(max, number);
      count++;
    }
    return max == count;
  }
}
