package io.fakeredis.core.script.lua;

import org.jspecify.annotations.Nullable;

/** Chooses the quicker forms of instructions once the kinds of their operands are known. */
final class Quickening {

  private Quickening() {}

  static int[] quicken(int[] code, @Nullable Object[] constants) {
    for (int pc = 0; pc < code.length; pc++) {
      int instruction = code[pc];
      if (Opcode.opcode(instruction) == Opcode.SETLIST && Opcode.c(instruction) == 0) {
        pc++; // The next word is a number, not an instruction.
        continue;
      }
      code[pc] = Opcode.withOpcode(instruction, form(instruction, constants));
    }
    return code;
  }

  private static int form(int instruction, @Nullable Object[] constants) {
    int op = Opcode.opcode(instruction);
    int b = Opcode.b(instruction);
    int c = Opcode.c(instruction);
    switch (op) {
      case Opcode.GETTABLE:
        return isString(c, constants) ? Opcode.GETFIELD : op;
      case Opcode.SETTABLE:
        return isString(b, constants) ? Opcode.SETFIELD : op;
      case Opcode.ADD:
      case Opcode.SUB:
      case Opcode.MUL:
        return arithmetic(op, b, c, constants);
      case Opcode.LT:
        return isRegister(b) && isRegister(c) ? Opcode.LT_RR : op;
      case Opcode.LE:
        return isRegister(b) && isRegister(c) ? Opcode.LE_RR : op;
      case Opcode.EQ:
        return isRegister(b) && !isRegister(c) ? Opcode.EQ_RK : op;
      case Opcode.JMP:
        return Opcode.sbx(instruction) < 0 ? Opcode.LOOP : op;
      default:
        return op;
    }
  }

  private static int arithmetic(int op, int b, int c, @Nullable Object[] constants) {
    if (!isRegister(b)) {
      return op;
    }
    if (isRegister(c)) {
      return op - Opcode.ADD + Opcode.ADD_RR;
    }
    boolean number = constants[c - Opcode.CONSTANT] instanceof Double;
    return number ? op - Opcode.ADD + Opcode.ADD_RK : op;
  }

  private static boolean isRegister(int operand) {
    return operand < Opcode.CONSTANT;
  }

  private static boolean isString(int operand, @Nullable Object[] constants) {
    return !isRegister(operand) && constants[operand - Opcode.CONSTANT] instanceof LuaString;
  }
}
