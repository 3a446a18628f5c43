package io.fakeredis.core.script.lua;

/** The libraries that Redis loads into its Lua. */
public final class Libraries {

  private Libraries() {}

  /** Opens all of them. */
  public static void open(LuaState state) {
    GlobalLibrary.open(state);
    CoroutineLibrary.open(state);
    TableLibrary.open(state);
    StringLibrary.open(state);
    MathLibrary.open(state);
    if (state.dialect().hasOsClock()) {
      new Library(state, 1).function("clock", Libraries::clock).install("os");
    }
    CjsonLibrary.open(state);
    StructLibrary.open(state);
    CmsgpackLibrary.open(state);
    BitLibrary.open(state);
  }

  /** Processor time in seconds. */
  private static int clock(CallFrame call) {
    return call.result(call.state().processorSeconds());
  }
}
