package io.fakeredis.core.script.lua;

/** The string library, but for patterns and format. */
final class StringLibrary {

  private StringLibrary() {}

  static void open(LuaState state) {
    JavaFunction gmatch = PatternFunctions::gmatch;
    LuaFunction gmatchFunction = state.function(gmatch);
    LuaTable table =
        new Library(state, 15)
            .function("byte", StringLibrary::bytes)
            .function("char", StringLibrary::chars)
            .function("dump", StringLibrary::dump)
            .function("find", PatternFunctions::find)
            .function("format", StringFormat::format)
            .value("gfind", gmatchFunction)
            .value("gmatch", gmatchFunction)
            .function("gsub", PatternFunctions::gsub)
            .function("len", call -> call.result((double) call.checkString(1).length()))
            .function("lower", StringLibrary::lower)
            .function("match", PatternFunctions::match)
            .function("rep", StringLibrary::repeat)
            .function("reverse", StringLibrary::reverse)
            .function("sub", StringLibrary::sub)
            .function("upper", StringLibrary::upper)
            .install("string");
    LuaTable metatable = state.newTable(0, 1);
    metatable.put("__index", table);
    state.stringMetatable(metatable);
  }

  /** A position counted from the end if it is negative; never less than 0. */
  static long position(long given, int length) {
    return Math.max(given < 0 ? given + length + 1 : given, 0);
  }

  private static int bytes(CallFrame call) {
    LuaString s = call.checkString(1);
    long start = position(call.optionalLong(2, 1), s.length());
    long end = position(call.optionalLong(3, start), s.length());
    int first = (int) Math.max(start, 1);
    int last = (int) Math.min(end, s.length());
    if (start > last || first > last) {
      return 0;
    }
    int count = last - first + 1;
    if (count > CallFrame.MAX_STACK - call.count()) {
      throw call.error("stack overflow (string slice too long)");
    }
    for (int i = first; i <= last; i++) {
      call.push((double) s.byteAt(i - 1));
    }
    return count;
  }

  private static int chars(CallFrame call) {
    byte[] bytes = new byte[call.count()];
    for (int i = 1; i <= bytes.length; i++) {
      int c = call.checkInt(i);
      if (c < 0 || c > 255) {
        throw call.argumentError(i, "invalid value");
      }
      bytes[i - 1] = (byte) c;
    }
    return call.result(LuaString.of(bytes));
  }

  private static int dump(CallFrame call) {
    LuaFunction function = call.checkFunction(1);
    if (!(function instanceof LuaClosure closure)) {
      throw call.error("unable to dump given function");
    }
    return call.result(FunctionDump.dump(closure.prototype));
  }

  private static int lower(CallFrame call) {
    byte[] bytes = call.checkString(1).bytes.clone();
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) Characters.toLower(bytes[i]);
    }
    return call.result(LuaString.of(bytes));
  }

  private static int upper(CallFrame call) {
    byte[] bytes = call.checkString(1).bytes.clone();
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) Characters.toUpper(bytes[i]);
    }
    return call.result(LuaString.of(bytes));
  }

  private static int repeat(CallFrame call) {
    LuaString s = call.checkString(1);
    int count = Math.max(call.checkInt(2), 0);
    long length = (long) s.length() * count;
    if (length > ByteBuilder.LIMIT) {
      throw new LuaError(LuaError.NOT_ENOUGH_MEMORY);
    }
    byte[] bytes = new byte[(int) length];
    for (int i = 0; i < bytes.length; i += s.length()) {
      System.arraycopy(s.bytes, 0, bytes, i, s.length());
    }
    return call.result(LuaString.of(bytes));
  }

  private static int reverse(CallFrame call) {
    byte[] source = call.checkString(1).bytes;
    byte[] bytes = new byte[source.length];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = source[source.length - 1 - i];
    }
    return call.result(LuaString.of(bytes));
  }

  private static int sub(CallFrame call) {
    LuaString s = call.checkString(1);
    long start = Math.max(position(call.checkLong(2), s.length()), 1);
    long end = Math.min(position(call.optionalLong(3, -1), s.length()), s.length());
    if (start > end) {
      return call.result(LuaString.of(""));
    }
    if (start == 1 && end == s.length()) {
      return call.result(s);
    }
    return call.result(LuaString.of(s.bytes, (int) start - 1, (int) end));
  }
}
