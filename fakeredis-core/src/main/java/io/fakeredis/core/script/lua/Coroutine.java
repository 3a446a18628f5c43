package io.fakeredis.core.script.lua;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A thread of Lua: its value stack and its calls, all on the heap.
 *
 * <p>A slot is an object, or {@link #NUMBER} with the value in the array beside it; so numbers need
 * no allocation while they are in registers.
 */
public final class Coroutine extends LuaObject {

  /** What a coroutine is doing. */
  enum Status {
    SUSPENDED,
    RUNNING,
    NORMAL,
    DEAD
  }

  /** Marks a slot whose value is a number. */
  static final Object NUMBER = new Object();

  /** Nesting of Lua functions beyond this is a stack overflow. */
  private static final int MAX_CALLS = 20_000;

  /** There are not so many levels; the bottom call, whose index it is, is no function. */
  static final int NO_CALL = 0;

  /** The function at that level is gone. */
  static final int TAIL_CALL = -1;

  private static final int FIRST_STACK = 40;
  private static final int FIRST_CALLS = 8;

  @Nullable Object[] objects = new Object[FIRST_STACK];
  double[] numbers = new double[FIRST_STACK];

  /** The slot of the first register of the running Lua function. */
  int base;

  /** The end of the used slots, where it is not that of the running function's registers. */
  int top;

  CallInfo current;

  /** Calls that are nested in Java: of Java functions that call back, and of metamethods. */
  int nestedCalls;

  /** {@link #nestedCalls} when the coroutine was resumed; it can only yield at that depth. */
  int resumedAt;

  Status status = Status.SUSPENDED;

  /** Whether the coroutine has left its interpreter loop in order to yield. */
  boolean yielded;

  LuaTable globals;

  final LuaState state;
  private final CallFrame frame;
  private CallInfo[] calls = new CallInfo[FIRST_CALLS];
  private int depth;
  private @Nullable Upvalue openUpvalues;

  Coroutine(LuaState state, LuaTable globals) {
    this.state = state;
    this.globals = globals;
    frame = new CallFrame(state, this);
    current = new CallInfo();
    calls[0] = current;
    current.top = top;
  }

  CallFrame frame() {
    return frame;
  }

  // Values

  static @Nullable Object box(@Nullable Object object, double number) {
    return object == NUMBER ? Double.valueOf(number) : object;
  }

  @Nullable Object get(int slot) {
    return box(objects[slot], numbers[slot]);
  }

  void set(int slot, @Nullable Object value) {
    if (value instanceof Double d) {
      setNumber(slot, d);
    } else {
      objects[slot] = value;
    }
  }

  void setNumber(int slot, double value) {
    numbers[slot] = value;
    if (objects[slot] != NUMBER) { // A look is cheaper than telling the collector of a store.
      objects[slot] = NUMBER;
    }
  }

  void push(@Nullable Object value) {
    ensure(1);
    set(top++, value);
  }

  void push(double value) {
    ensure(1);
    numbers[top] = value;
    objects[top++] = NUMBER;
  }

  void copy(int from, int to) {
    objects[to] = objects[from];
    numbers[to] = numbers[from];
  }

  void move(int from, int to, int count) {
    System.arraycopy(objects, from, objects, to, count);
    System.arraycopy(numbers, from, numbers, to, count);
  }

  void clear(int from, int to) {
    for (int i = from; i < to; i++) {
      objects[i] = null;
    }
  }

  /** Makes room for more slots above the top. */
  void ensure(int count) {
    if (top + count > objects.length) {
      grow(top + count);
    }
  }

  private void grow(int needed) {
    int size = Math.max(needed, objects.length * 2);
    objects = Arrays.copyOf(objects, size);
    numbers = Arrays.copyOf(numbers, size);
    for (Upvalue open = openUpvalues; open != null; open = open.next) {
      open.objects = objects;
      open.numbers = numbers;
    }
  }

  // Calls

  /** How many calls are active; the bottom one is not a function. */
  int depth() {
    return depth;
  }

  CallInfo call(int level) {
    return calls[level];
  }

  /** The call at a distance from the running one, or null if there is none. */
  @Nullable CallInfo caller(int distance) {
    return depth - distance > 0 ? calls[depth - distance] : null;
  }

  /**
   * The index of the call at a level: 0 is the running function, 1 its caller. Functions that made
   * room for others in tail calls count as levels too.
   *
   * @return {@link #NO_CALL} or {@link #TAIL_CALL} where there is no call to see
   */
  int indexAt(int level) {
    int left = level;
    int index = depth;
    for (; left > 0 && index > 0; index--) {
      left -= 1 + calls[index].tailCalls;
    }
    return left < 0 ? TAIL_CALL : index;
  }

  boolean hasRoomForCall() {
    // Room doubles from 8, and is refused when it would pass 20,000.
    return depth + 1 < calls.length || calls.length * 2 <= MAX_CALLS;
  }

  CallInfo pushCall() {
    if (++depth == calls.length) {
      calls = Arrays.copyOf(calls, calls.length * 2);
    }
    CallInfo call = calls[depth];
    if (call == null) {
      call = new CallInfo();
      calls[depth] = call;
    }
    call.tailCalls = 0;
    call.fresh = false;
    current = call;
    return call;
  }

  CallInfo popCall() {
    current = calls[--depth];
    base = current.base;
    return current;
  }

  /** Forgets the calls above a depth, after an error. */
  void unwind(int toDepth) {
    depth = toDepth;
    current = calls[toDepth];
    base = current.base;
  }

  // Upvalues

  Upvalue findUpvalue(int slot) {
    Upvalue above = null;
    Upvalue open = openUpvalues;
    while (open != null && open.index > slot) {
      above = open;
      open = open.next;
    }
    if (open != null && open.index == slot) {
      return open;
    }
    Upvalue created = new Upvalue(objects, numbers, slot, open);
    if (above == null) {
      openUpvalues = created;
    } else {
      above.next = created;
    }
    return created;
  }

  boolean hasOpenUpvalues() {
    return openUpvalues != null;
  }

  /** Gives the variables from a slot on a life of their own. */
  void closeUpvalues(int from) {
    Upvalue open = openUpvalues;
    while (open != null && open.index >= from) {
      Upvalue next = open.next;
      open.close();
      open = next;
    }
    openUpvalues = open;
  }
}
