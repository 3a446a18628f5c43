package io.fakeredis.core.script.lua;

import static io.fakeredis.core.script.lua.Coroutine.NUMBER;

import org.jspecify.annotations.Nullable;

/** Instructions that make, read and change tables. */
final class TableInstructions {

  private TableInstructions() {}

  /** {@code a = b.key}. */
  static final class GetField extends Instruction {
    private final int a;
    private final int b;
    private final LuaString key;

    GetField(int a, int b, LuaString key) {
      this.a = a;
      this.b = b;
      this.key = key;
    }

    @Override
    int run(Coroutine co, int pc) {
      Object t = co.objects[co.base + b];
      if (t instanceof LuaTable table) {

        Object value = table.get(key);
        if (value != null || table.metatable() == null) {
          co.set(co.base + a, value);
          return pc;
        }
      }
      co.current.pc = pc;
      Object value = co.state.operations().index(co, co.get(co.base + b), key, b);
      co.set(co.base + a, value);
      return pc;
    }
  }

  /** {@code a = b[key]}. */
  static final class GetIndex extends Instruction {
    private final int a;
    private final int b;
    private final Operand key;

    GetIndex(int a, int b, Operand key) {
      this.a = a;
      this.b = b;
      this.key = key;
    }

    @Override
    int run(Coroutine co, int pc) {
      Object t = co.objects[co.base + b];
      if (t instanceof LuaTable table) {

        Object value = get(co, table);
        if (value != null || table.metatable() == null) {
          co.set(co.base + a, value);
          return pc;
        }
      }
      co.current.pc = pc;
      Object value = co.state.operations().index(co, co.get(co.base + b), key.get(co), b);
      co.set(co.base + a, value);
      return pc;
    }

    private @Nullable Object get(Coroutine co, LuaTable table) {
      if (!key.isRegister()) {
        return table.get(key.constant());
      }
      int slot = co.base + key.register();
      Object object = co.objects[slot];
      return object == NUMBER ? table.get(co.numbers[slot]) : table.get(object);
    }
  }

  /** {@code a.key = value}. */
  static final class SetField extends Instruction {
    private final int a;
    private final LuaString key;
    private final Operand value;

    SetField(int a, LuaString key, Operand value) {
      this.a = a;
      this.key = key;
      this.value = value;
    }

    @Override
    int run(Coroutine co, int pc) {
      Object t = co.objects[co.base + a];
      Object v = value.get(co);
      if (t instanceof LuaTable table && table.isPlain()) {
        table.put(key, v);
        return pc;
      }
      co.current.pc = pc;
      co.state.operations().setIndex(co, co.get(co.base + a), key, v, a);
      return pc;
    }
  }

  /** {@code a[key] = value}. */
  static final class SetIndex extends Instruction {
    private final int a;
    private final Operand key;
    private final Operand value;

    SetIndex(int a, Operand key, Operand value) {
      this.a = a;
      this.key = key;
      this.value = value;
    }

    @Override
    int run(Coroutine co, int pc) {
      Object t = co.objects[co.base + a];
      Object v = value.get(co);
      if (t instanceof LuaTable table && key.isRegister() && table.isPlain()) {
        int slot = co.base + key.register();
        double number = co.numbers[slot];
        if (co.objects[slot] == NUMBER && !Double.isNaN(number)) {
          table.setNumber(number, v);
          return pc;
        }
      }
      co.current.pc = pc;
      co.state.operations().setIndex(co, co.get(co.base + a), key.get(co), v, a);
      return pc;
    }
  }

  /** Prepares a method call: {@code a = b[key]} with b itself after it. */
  static final class Self extends Instruction {
    private final int a;
    private final int b;
    private final Operand key;

    Self(int a, int b, Operand key) {
      this.a = a;
      this.b = b;
      this.key = key;
    }

    @Override
    int run(Coroutine co, int pc) {
      Object object = co.get(co.base + b);
      co.current.pc = pc;
      Object method = co.state.operations().index(co, object, key.get(co), b);
      co.set(co.base + a + 1, object);
      co.set(co.base + a, method);
      return pc;
    }
  }

  static final class NewTable extends Instruction {
    private final int a;
    private final int arraySize;
    private final int hashSize;

    NewTable(int a, int arraySize, int hashSize) {
      this.a = a;
      this.arraySize = arraySize;
      this.hashSize = hashSize;
    }

    @Override
    int run(Coroutine co, int pc) {
      co.objects[co.base + a] = co.state.newTable(arraySize, hashSize);
      return pc;
    }
  }

  /** Stores the registers after {@code a} as list items. */
  static final class SetList extends Instruction {
    private final int a;
    private final int count;
    private final int start;
    private final int skip;

    SetList(int a, int count, int block, int skip) {
      this.a = a;
      this.count = count;
      this.skip = skip;
      start = (block - 1) * Opcode.FIELDS_PER_FLUSH;
    }

    @Override
    int run(Coroutine co, int pc) {
      int slot = co.base + a;
      int items = count;
      if (items == 0) {
        items = co.top - slot - 1;
        co.top = co.current.top;
      }
      LuaTable table = (LuaTable) co.objects[slot];
      assert table != null;
      table.growArray(start + items);
      for (int n = items; n > 0; n--) {
        table.set(start + n, co.get(slot + n));
      }
      return pc + skip;
    }
  }
}
