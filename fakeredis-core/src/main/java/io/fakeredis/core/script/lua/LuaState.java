package io.fakeredis.core.script.lua;

import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A Lua world: global variables, strings' metatable, the random sequence, and the machine that runs
 * code. To be used by one thread at a time.
 *
 * <pre>{@code
 * LuaState state = new LuaState(dialect);
 * Libraries.open(state);
 * Chunk chunk = state.compile(source, LuaString.of("@user_script"));
 * Object[] results = state.call(state.load(chunk), null);
 * }</pre>
 */
public final class LuaState {

  /** How deep calls may nest in the machine's own stack; calls from Lua to Lua do not count. */
  static final int MAX_NESTED_CALLS = 200;

  private final LuaDialect dialect;
  private final Heap heap;
  private final LuaTable globals;
  private final Errors errors = new Errors();
  private final Operations operations;
  private final Calls calls;
  private final Random48 random;
  private Coroutine main;
  private Coroutine running;
  private @Nullable LuaTable stringMetatable;

  /** Steps (calls, turns of loops, work in libraries) that are left until the next interrupt. */
  private int steps = Integer.MAX_VALUE;

  private int interval = Integer.MAX_VALUE;
  private Runnable interrupt = () -> {};
  private DoubleSupplier processorClock = () -> 0;

  /** Creates a state without any library. */
  public LuaState(LuaDialect dialect) {
    this(dialect, new Random48());
  }

  /** Creates a state that draws from a random sequence which others may share. */
  public LuaState(LuaDialect dialect, Random48 random) {
    this.dialect = dialect;
    this.random = random;
    heap = new Heap(dialect.stringHash());
    globals = new LuaTable(heap);
    operations = new Operations(this, errors);
    calls = new Calls(this, heap, operations, errors);
    main = new Coroutine(this, globals);
    running = main;
  }

  // What embedding code needs

  /** The differences that this state honours. */
  public LuaDialect dialect() {
    return dialect;
  }

  /** The table of global variables. */
  public LuaTable globals() {
    return globals;
  }

  /** Creates an empty table. */
  public LuaTable newTable() {
    return new LuaTable(heap);
  }

  /** Creates a table with room for list items and for other fields. */
  public LuaTable newTable(int items, int fields) {
    return new LuaTable(heap, items, fields);
  }

  /** Makes a function value of Java code. */
  public LuaFunction function(JavaFunction body) {
    return new JavaClosure(body, globals);
  }

  /**
   * Compiles source text.
   *
   * @param name the chunk's name; {@code @file} and {@code =text} as in Lua
   * @throws LuaError if the source is not valid
   */
  public Chunk compile(byte[] source, LuaString name) {
    // Redis reads precompiled chunks as text too, and so refuses them.
    return new Chunk(Parser.parse(source, name, running.nestedCalls));
  }

  /** Makes a function of a chunk. */
  public LuaFunction load(Chunk chunk) {
    return new LuaClosure(chunk.prototype(), globals);
  }

  /**
   * Calls a function from outside.
   *
   * @param handler sees an error where it happens and makes the value to report of it; may be null
   * @return the results
   * @throws LuaError if the function fails
   */
  public @Nullable Object[] call(
      LuaFunction function, @Nullable ErrorHandler handler, @Nullable Object... arguments) {
    Coroutine co = running;
    int slot = co.top;
    boolean done = false;
    try {
      co.push(function);
      for (Object argument : arguments) {
        co.push(argument);
      }
      LuaError error = calls.tryCall(co, slot, Opcode.MULTIPLE, handler);
      done = true;
      if (error != null) {
        throw error;
      }
      @Nullable Object[] results = new Object[co.top - slot];
      for (int i = 0; i < results.length; i++) {
        results[i] = co.get(slot + i);
      }
      co.clear(slot, co.top);
      co.top = slot;
      return results;
    } finally {
      if (!done) {
        main = new Coroutine(this, globals);
        running = main;
      }
    }
  }

  /**
   * Sets what is run now and then during long scripts. It may throw: a {@link LuaError} is an error
   * that the script can catch, any other exception ends the script.
   *
   * @param interval how many steps lie between two runs; a step is a call or a turn of a loop
   */
  public void interrupt(int interval, Runnable action) {
    this.interval = interval;
    steps = interval;
    interrupt = action;
  }

  /** Counts work that is done in Java on behalf of the script. */
  public void step(int count) {
    steps -= count;
    if (steps < 0) {
      interrupt();
    }
  }

  /** Starts the sequence of math.random anew, as servers did for each script up to 6.2. */
  public void restartRandom() {
    random.restart();
  }

  /** Sets what os.clock reads: seconds of processor time. */
  public void processorClock(DoubleSupplier seconds) {
    processorClock = seconds;
  }

  /** Where the running Lua function is; null if none runs. */
  public @Nullable CodePosition position() {
    int index = running.indexAt(0);
    for (int level = 0; index != Coroutine.NO_CALL; index = running.indexAt(++level)) {
      if (index != Coroutine.TAIL_CALL && running.call(index).closure != null) {
        return CodePosition.of(running.call(index));
      }
    }
    return null;
  }

  // What the machine and the libraries need

  double processorSeconds() {
    return processorClock.getAsDouble();
  }

  /** Counts a step of the machine that goes on at an instruction. */
  void countStep(Coroutine co, int pc) {
    if (--steps < 0) {
      co.current.pc = pc;
      interrupt();
    }
  }

  private void interrupt() {
    steps = interval;
    interrupt.run();
  }

  Heap heap() {
    return heap;
  }

  Errors errors() {
    return errors;
  }

  Operations operations() {
    return operations;
  }

  Calls calls() {
    return calls;
  }

  Random48 random() {
    return random;
  }

  Coroutine running() {
    return running;
  }

  void running(Coroutine coroutine) {
    running = coroutine;
  }

  boolean isMain(Coroutine coroutine) {
    return coroutine == main;
  }

  @Nullable LuaTable stringMetatable() {
    return stringMetatable;
  }

  /** Sets the metatable of all strings. */
  public void stringMetatable(@Nullable LuaTable table) {
    stringMetatable = table;
  }

  /** The name of a value's type, as {@code type} gives it. */
  public static String typeName(@Nullable Object value) {
    return Types.name(value);
  }

  /** A number as Lua prints it. */
  public static String numberText(Object number) {
    return Operations.text(number).latin1();
  }

  /** The value as a text, without metamethods. */
  public LuaString plainText(@Nullable Object value) {
    if (Operations.isText(value)) {
      return Operations.text(value);
    }
    if (value instanceof LuaObject object) {
      long address = object.address(heap);
      return LuaString.of(Types.name(value) + ": 0x" + Long.toHexString(address));
    }
    return LuaString.of(value == null ? Types.NIL : value.toString());
  }
}
