package io.fakeredis.core.script.lua;

/** The table library. */
final class TableLibrary {

  private TableLibrary() {}

  static void open(LuaState state) {
    new Library(state, 9)
        .function("concat", TableLibrary::concat)
        .function("foreach", TableLibrary::foreach)
        .function("foreachi", TableLibrary::foreachi)
        .function("getn", call -> call.result((double) call.checkTable(1).length()))
        .function("maxn", TableLibrary::maxn)
        .function("insert", TableLibrary::insert)
        .function("remove", TableLibrary::remove)
        .function("setn", TableLibrary::setn)
        .function("sort", TableLibrary::sort)
        .install("table");
  }

  private static int concat(CallFrame call) {
    LuaString separator = call.optionalString(2, LuaString.of(""));
    LuaTable table = call.checkTable(1);
    int first = call.optionalInt(3, 1);
    int last = call.isMissingOrNil(4) ? table.length() : call.checkInt(4);
    ByteBuilder joined = new ByteBuilder();
    for (long i = first; i <= last; i++) {
      if (i > first) {
        joined.append(separator);
      }
      joined.append(item(call, table, (int) i));
    }
    return call.result(joined.toLuaString());
  }

  private static LuaString item(CallFrame call, LuaTable table, int index) {
    Object value = table.get(index);
    if (!Operations.isText(value)) {
      String type = Types.name(value);
      throw call.error("invalid value (" + type + ") at index " + index + " in table for 'concat'");
    }
    return Operations.text(value);
  }

  private static int foreach(CallFrame call) {
    LuaTable table = call.checkTable(1);
    LuaFunction function = call.checkFunction(2);
    int position = table.advance(0);
    while (position >= 0) {
      Object key = table.keyAt(position);
      Object result = call.call(function, key, table.valueAt(position));
      if (result != null) {
        return call.result(result);
      }
      position = table.positionAfter(key);
      if (position < 0) {
        throw new LuaError("invalid key to 'next'");
      }
      position = table.advance(position);
    }
    return 0;
  }

  private static int foreachi(CallFrame call) {
    LuaTable table = call.checkTable(1);
    int length = table.length();
    LuaFunction function = call.checkFunction(2);
    for (int i = 1; i <= length; i++) {
      Object result = call.call(function, (double) i, table.get(i));
      if (result != null) {
        return call.result(result);
      }
    }
    return 0;
  }

  private static int maxn(CallFrame call) {
    LuaTable table = call.checkTable(1);
    double max = 0;
    for (int i = table.advance(0); i >= 0; i = table.advance(i + 1)) {
      Object key = table.keyAt(i);
      if (key instanceof Double d) {
        max = Math.max(max, d);
      }
    }
    return call.result(max);
  }

  private static int insert(CallFrame call) {
    LuaTable table = call.checkTable(1);
    int end = table.length() + 1;
    int position = end;
    if (call.count() == 3) {
      position = call.checkInt(2);
      end = Math.max(end, position);
      for (int i = end; i > position; i--) {
        call.rawSet(table, i, table.get(i - 1));
      }
    } else if (call.count() != 2) {
      throw call.error("wrong number of arguments to 'insert'");
    }
    call.rawSet(table, position, call.get(call.count()));
    return 0;
  }

  private static int remove(CallFrame call) {
    LuaTable table = call.checkTable(1);
    int end = table.length();
    int position = call.optionalInt(2, end);
    if (position < 1 || position > end) {
      return 0;
    }
    Object removed = table.get(position);
    for (int i = position; i < end; i++) {
      call.rawSet(table, i, table.get(i + 1));
    }
    call.rawSet(table, end, null);
    return call.result(removed);
  }

  private static int setn(CallFrame call) {
    call.checkTable(1);
    throw call.error("'setn' is obsolete");
  }

  private static int sort(CallFrame call) {
    LuaTable table = call.checkTable(1);
    int length = table.length();
    LuaFunction order = call.isMissingOrNil(2) ? null : call.checkFunction(2);
    new TableSort(call, table, order).sort(1, length);
    return 0;
  }
}
