package io.fakeredis.core.script.lua;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What operators do when it is more than arithmetic on numbers: metamethods, strings, errors. */
final class Operations {

  /** How many tables an index may be handed on to by metamethods. */
  private static final int MAX_LOOKUPS = 100;

  private final LuaState state;
  private final Errors errors;
  private final Map<Metamethod, LuaString> names = new EnumMap<>(Metamethod.class);

  Operations(LuaState state, Errors errors) {
    this.state = state;
    this.errors = errors;
    for (Metamethod event : Metamethod.values()) {
      names.put(event, event.newName());
    }
  }

  // Metatables

  @Nullable LuaTable metatable(@Nullable Object value) {
    if (value instanceof LuaTable table) {
      return table.metatable();
    }
    if (value instanceof LuaString) {
      return state.stringMetatable();
    }
    return value instanceof Userdata userdata ? userdata.metatable() : null;
  }

  @Nullable Object metamethod(@Nullable Object value, Metamethod event) {
    LuaTable metatable = metatable(value);
    return metatable == null ? null : metatable.metamethod(event, name(event));
  }

  LuaString name(Metamethod event) {
    return Objects.requireNonNull(names.get(event));
  }

  private @Nullable Object metamethod(@Nullable Object a, @Nullable Object b, Metamethod event) {
    Object first = metamethod(a, event);
    return first == null ? metamethod(b, event) : first;
  }

  /** Calls a function from an operator and gives its first result. */
  @Nullable Object call(Coroutine co, @Nullable Object function, @Nullable Object... arguments) {
    int slot = co.top;
    callInto(co, 1, function, arguments);
    co.top = slot;
    return co.get(slot);
  }

  private void callInto(
      Coroutine co, int results, @Nullable Object function, @Nullable Object... arguments) {
    int slot = co.top;
    co.push(function);
    for (Object argument : arguments) {
      co.push(argument);
    }
    state.calls().call(co, slot, results);
  }

  // Indexing

  /** {@code t[key]}; the register of t is for error messages. */
  @Nullable Object index(Coroutine co, @Nullable Object t, @Nullable Object key, int register) {
    Object target = t;
    for (int i = 0; i < MAX_LOOKUPS; i++) {
      Object handler;
      if (target instanceof LuaTable) {
        Object value = ((LuaTable) target).get(key);
        handler = value == null ? metamethod(target, Metamethod.INDEX) : null;
        if (handler == null) {
          return value;
        }
      } else {
        handler = metamethod(target, Metamethod.INDEX);
        if (handler == null) {
          throw errors.type(co, i == 0 ? register : Errors.NOWHERE, target, "index");
        }
      }
      if (handler instanceof LuaFunction) {
        return call(co, handler, target, key);
      }
      target = handler;
    }
    throw errors.at(co, "loop in gettable");
  }

  /** {@code t[key] = value}; the register of t is for error messages. */
  void setIndex(
      Coroutine co,
      @Nullable Object t,
      @Nullable Object key,
      @Nullable Object value,
      int register) {
    Object target = t;
    for (int i = 0; i < MAX_LOOKUPS; i++) {
      Object handler;
      if (target instanceof LuaTable) {
        handler = putUnlessHandled(co, (LuaTable) target, key, value);
        if (handler == null) {
          return;
        }
      } else {
        handler = metamethod(target, Metamethod.NEWINDEX);
        if (handler == null) {
          throw errors.type(co, i == 0 ? register : Errors.NOWHERE, target, "index");
        }
      }
      if (handler instanceof LuaFunction) {
        int top = co.top;
        callInto(co, 0, handler, target, key, value);
        co.top = top;
        return;
      }
      target = handler;
    }
    throw errors.at(co, "loop in settable");
  }

  private @Nullable Object putUnlessHandled(
      Coroutine co, LuaTable table, @Nullable Object key, @Nullable Object value) {
    checkWritable(co, table);
    Object checked = checkKey(co, key);
    if (table.metatable() != null && table.get(checked) == null) {
      Object handler = metamethod(table, Metamethod.NEWINDEX);
      if (handler != null) {
        table.put(
            checked, null); // The real one takes a slot before it asks: it shows in the order.
        return handler;
      }
    }
    table.put(checked, value);
    return null;
  }

  /** Refuses to change a readonly table. */
  void checkWritable(Coroutine co, LuaTable table) {
    if (table.isReadonly()) {
      throw errors.at(co, "Attempt to modify a readonly table");
    }
  }

  /** Refuses nil and NaN as keys. */
  Object checkKey(Coroutine co, @Nullable Object key) {
    if (key == null) {
      throw errors.at(co, "table index is nil");
    }
    if (key instanceof Double d && d.isNaN()) {
      throw errors.at(co, "table index is NaN");
    }
    return key;
  }

  // Arithmetic

  /** Any arithmetic operator; the registers of the operands are for error messages. */
  @Nullable Object arithmetic(
      Coroutine co,
      int opcode,
      @Nullable Object a,
      @Nullable Object b,
      int registerA,
      int registerB) {
    Double x = NumberText.toNumber(a);
    Double y = x == null ? null : NumberText.toNumber(b);
    if (x != null && y != null) {
      return opcode == Opcode.UNM ? Arithmetic.negate(x) : Arithmetic.apply(opcode, x, y);
    }
    Object handler = metamethod(a, b, arithmeticEvent(opcode));
    if (handler != null) {
      return call(co, handler, a, b);
    }
    boolean firstIsWrong = x == null;
    throw errors.type(
        co, firstIsWrong ? registerA : registerB, firstIsWrong ? a : b, "perform arithmetic on");
  }

  private static Metamethod arithmeticEvent(int opcode) {
    switch (opcode) {
      case Opcode.ADD:
        return Metamethod.ADD;
      case Opcode.SUB:
        return Metamethod.SUB;
      case Opcode.MUL:
        return Metamethod.MUL;
      case Opcode.DIV:
        return Metamethod.DIV;
      case Opcode.MOD:
        return Metamethod.MOD;
      case Opcode.POW:
        return Metamethod.POW;
      default:
        return Metamethod.UNM;
    }
  }

  /** {@code #value}; tables do not ask their metatable in 5.1. */
  @Nullable Object length(Coroutine co, @Nullable Object value, int register) {
    if (value instanceof LuaTable table) {
      return (double) table.length();
    }
    if (value instanceof LuaString string) {
      return (double) string.length();
    }
    Object handler = metamethod(value, Metamethod.LEN);
    if (handler == null) {
      throw errors.type(co, register, value, "get length of");
    }
    return call(co, handler, value, null);
  }

  // Comparison

  static boolean rawEquals(@Nullable Object a, @Nullable Object b) {
    if (a == b) {
      // NaN equals nothing, not even the same box.
      return !(a instanceof Double d) || !d.isNaN();
    }
    if (a instanceof Double x && b instanceof Double y) {
      return x.doubleValue() == y.doubleValue();
    }
    return a instanceof LuaString && a.equals(b);
  }

  boolean equals(Coroutine co, @Nullable Object a, @Nullable Object b) {
    if (rawEquals(a, b)) {
      return true;
    }
    boolean comparable =
        (a instanceof LuaTable && b instanceof LuaTable)
            || (a instanceof Userdata && b instanceof Userdata);
    Object handler = comparable ? comparator(a, b, Metamethod.EQ) : null;
    return handler != null && Types.isTrue(call(co, handler, a, b));
  }

  /** The handler that both operands share, without which they cannot be compared. */
  private @Nullable Object comparator(@Nullable Object a, @Nullable Object b, Metamethod event) {
    Object first = metamethod(a, event);
    return first != null && rawEquals(first, metamethod(b, event)) ? first : null;
  }

  boolean lessThan(Coroutine co, @Nullable Object a, @Nullable Object b) {
    if (a instanceof Double x && b instanceof Double y) {
      return x < y;
    }
    if (a instanceof LuaString x && b instanceof LuaString y) {
      return x.compareTo(y) < 0;
    }
    Object handler = sameType(a, b) ? comparator(a, b, Metamethod.LT) : null;
    if (handler == null) {
      throw errors.comparison(co, a, b);
    }
    return Types.isTrue(call(co, handler, a, b));
  }

  boolean lessOrEqual(Coroutine co, @Nullable Object a, @Nullable Object b) {
    if (a instanceof Double x && b instanceof Double y) {
      return x <= y;
    }
    if (a instanceof LuaString x && b instanceof LuaString y) {
      return x.compareTo(y) <= 0;
    }
    if (sameType(a, b)) {
      Object handler = comparator(a, b, Metamethod.LE);
      if (handler != null) {
        return Types.isTrue(call(co, handler, a, b));
      }
      handler = comparator(b, a, Metamethod.LT);
      if (handler != null) {
        return !Types.isTrue(call(co, handler, b, a));
      }
    }
    throw errors.comparison(co, a, b);
  }

  private static boolean sameType(@Nullable Object a, @Nullable Object b) {
    return Types.name(a).equals(Types.name(b));
  }

  // Concatenation

  /** Joins the values of registers from right to left, as many at a time as are text. */
  @Nullable Object concatenate(Coroutine co, int first, int last) {
    Object right = co.get(last);
    int position = last;
    while (position > first) {
      Object left = co.get(position - 1);
      if (!isText(left) || !isText(right)) {
        right = concatenateOther(co, left, right, position, position == last);
        position--;
        continue;
      }
      int start = position - 1;
      while (start > first && isText(co.get(start - 1))) {
        start--;
      }
      right = join(co, start, position - 1, text(right));
      position = start;
    }
    return right;
  }

  private @Nullable Object concatenateOther(
      Coroutine co,
      @Nullable Object left,
      @Nullable Object right,
      int register,
      boolean rightIsInRegister) {
    Object handler = metamethod(left, right, Metamethod.CONCAT);
    if (handler != null) {
      return call(co, handler, left, right);
    }
    int base = co.current.base;
    if (isText(left)) {
      throw errors.type(
          co, rightIsInRegister ? register - base : Errors.NOWHERE, right, "concatenate");
    }
    throw errors.type(co, register - 1 - base, left, "concatenate");
  }

  private LuaString join(Coroutine co, int first, int last, LuaString tail) {
    if (first == last) {
      return append(text(co.get(first)), tail);
    }
    ByteBuilder joined = new ByteBuilder();
    for (int slot = first; slot <= last; slot++) {
      joined.append(text(co.get(slot)));
    }
    return joined.append(tail).toLuaString();
  }

  private static LuaString append(LuaString head, LuaString tail) {
    if (tail.length() == 0) {
      return head;
    }
    long length = (long) head.length() + tail.length();
    if (length > ByteBuilder.LIMIT) {
      throw new LuaError(LuaError.NOT_ENOUGH_MEMORY);
    }
    byte[] bytes = new byte[(int) length];
    System.arraycopy(head.bytes, 0, bytes, 0, head.length());
    System.arraycopy(tail.bytes, 0, bytes, head.length(), tail.length());
    return LuaString.of(bytes);
  }

  static boolean isText(@Nullable Object value) {
    return value instanceof LuaString || value instanceof Double;
  }

  /** The text of a string or number. */
  static LuaString text(@Nullable Object value) {
    if (value instanceof Double number) {
      return LuaString.latin1(NumberText.format(number));
    }
    return (LuaString) Objects.requireNonNull(value);
  }
}
