package io.fakeredis.core.script.lua;

/**
 * The loop that runs instructions. Calls from Lua to Lua stay in it, so recursion in scripts needs
 * no Java stack and a coroutine can stop anywhere.
 */
final class Interpreter {

  private Interpreter() {}

  /** Runs the current Lua function, and those that it calls, until a fresh call ends. */
  static void run(Coroutine co) {
    int pc;
    do {
      CallInfo ci = co.current;
      Instruction[] instructions = ci.closure().prototype.instructions;
      pc = ci.pc;
      while (pc >= 0) {
        pc = instructions[pc].run(co, pc + 1);
      }
    } while (pc == Instruction.NEW_FRAME);
  }
}
