package io.fakeredis.core.script.lua;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The struct library: numbers and strings in C's memory layout. */
final class StructLibrary {

  private StructLibrary() {}

  static void open(LuaState state) {
    new Library(state, 3)
        .function("pack", StructLibrary::pack)
        .function("unpack", StructLibrary::unpack)
        .function("size", StructLibrary::size)
        .install("struct");
  }

  private static int pack(CallFrame call) {
    StructFormat format = new StructFormat(call);
    ByteBuilder out = new ByteBuilder();
    int argument = 2;
    int total = 0; // What 'c0' and 's' write counts, but not what it wrote for alignment before.
    while (format.next()) {
      int padding = format.padding(total);
      out.appendLittleEndian(0, padding);
      total += padding;
      int size = format.size();
      if (format.isInteger()) {
        double number = checkNumber(call, argument++);
        format.append(out, number < 0 ? Arithmetic.toLong(number) : Arithmetic.toUnsigned(number));
      } else if (format.isFloat()) {
        double number = checkNumber(call, argument++);
        format.append(
            out,
            size == Float.BYTES
                ? Float.floatToRawIntBits((float) number)
                : Double.doubleToRawLongBits(number));
      } else if (format.isString()) {
        LuaString s = checkString(call, argument++);
        size = size == 0 ? s.length() : size;
        if (s.length() < size) {
          throw call.argumentError(argument, "string too short");
        }
        out.append(s.bytes, 0, size);
        if (format.option() == 's') {
          out.append(0);
          size++;
        }
      } else if (format.option() == 'x') {
        out.append(0);
      } else {
        format.control();
      }
      total += size;
    }
    return call.result(out.toLuaString());
  }

  /** The real function has a nil on its stack after the arguments, which it takes for one. */
  private static double checkNumber(CallFrame call, int index) {
    if (call.isMissing(index)) {
      throw call.argumentError(index, "number expected, got nil");
    }
    return call.checkNumber(index);
  }

  private static LuaString checkString(CallFrame call, int index) {
    if (call.isMissing(index)) {
      throw call.argumentError(index, "string expected, got nil");
    }
    return call.checkString(index);
  }

  private static int unpack(CallFrame call) {
    StructFormat format = new StructFormat(call);
    LuaString data = call.checkString(2);
    long offset = call.optionalLong(3, 1);
    if (offset == 0) {
      throw call.argumentError(3, "offset must be 1 or greater");
    }
    // The real one counts without a sign, so that a negative offset is far beyond the end.
    long position = offset < 0 ? Integer.MAX_VALUE : offset - 1;
    int count = 0;
    Object last = null;
    while (format.next()) {
      position += format.padding((int) position);
      long size = format.size();
      checkLength(call, data, position, size);
      int at = (int) position;
      if (format.isInteger()) {
        last = format.integer(data.bytes, at);
      } else if (format.isFloat()) {
        last = format.floating(data.bytes, at);
      } else if (format.option() == 'c') {
        if (size == 0) {
          size = previousSize(call, count, last);
          count--;
          call.coroutine().top--;
          checkLength(call, data, position, size);
        }
        last = LuaString.of(data.bytes, at, at + (int) size);
      } else if (format.option() == 's') {
        LuaString s = LuaString.of(data.bytes, at, data.length());
        LuaString text = s.untilNul();
        if (Objects.equals(text, s)) {
          throw call.error("unfinished string in data");
        }
        last = text;
        size = text.length() + 1L;
      } else {
        format.controlUnlessPadding();
        position += size;
        continue;
      }
      if (count >= CallFrame.MAX_STACK - call.count() - 2) {
        throw call.error("stack overflow (too many results)");
      }
      call.push(last);
      count++;
      position += size;
    }
    call.push(position + 1.0);
    return count + 1;
  }

  private static void checkLength(CallFrame call, LuaString data, long position, long size) {
    if (size < 0 || size > data.length() || position > data.length() - size) {
      throw call.argumentError(2, "data string too short");
    }
  }

  private static long previousSize(CallFrame call, int count, @Nullable Object last) {
    Double size = count == 0 ? null : NumberText.toNumber(last);
    if (size == null) {
      throw call.error("format 'c0' needs a previous size");
    }
    return Arithmetic.toUnsigned(size);
  }

  private static int size(CallFrame call) {
    StructFormat format = new StructFormat(call);
    int position = 0;
    while (format.next()) {
      position += format.padding(position);
      if (format.option() == 's') {
        throw call.argumentError(1, "option 's' has no fixed size");
      }
      if (format.option() == 'c' && format.size() == 0) {
        throw call.argumentError(1, "option 'c0' has no fixed size");
      }
      if (!Characters.isAlphanumeric(format.option())) {
        format.control();
      }
      position += format.size();
    }
    return call.result((double) position);
  }
}
