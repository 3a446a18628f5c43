package io.fakeredis.core.script.lua;

import org.jspecify.annotations.Nullable;

/**
 * One instruction of a compiled function, decoded and ready to run. Immutable, so that functions
 * can be shared between states.
 *
 * <p>The interpreter is one virtual call for each. That keeps every operation in a method of its
 * own, which the JVM compiles on its own merits: a large switch is compiled for the instructions
 * that happened to come first.
 */
abstract class Instruction {

  /** Returned when another function is now the running one. */
  static final int NEW_FRAME = -1;

  /** Returned when the call that the interpreter was entered for has ended, or has yielded. */
  static final int LEAVE = -2;

  /**
   * Runs the instruction.
   *
   * @param pc the index of the instruction after this one
   * @return the index of the instruction to run next
   */
  abstract int run(Coroutine co, int pc);

  /** An operand that is a register or a constant. */
  static final class Operand {
    private final int register;
    private final @Nullable Object constant;

    Operand(int code, @Nullable Object[] constants) {
      boolean isConstant = code >= Opcode.CONSTANT;
      register = isConstant ? Errors.NOWHERE : code;
      constant = isConstant ? constants[code - Opcode.CONSTANT] : null;
    }

    /** Its register, or {@link Errors#NOWHERE}. */
    int register() {
      return register;
    }

    boolean isRegister() {
      return register >= 0;
    }

    @Nullable Object constant() {
      return constant;
    }

    @Nullable Object get(Coroutine co) {
      return register >= 0 ? co.get(co.base + register) : constant;
    }
  }
}
