package io.fakeredis.core.script.lua;

import org.jspecify.annotations.Nullable;

/**
 * Finds the name of what is in a register, for error messages: the code up to the error is read
 * again for the instruction that put it there.
 */
final class VariableNames {

  private VariableNames() {}

  /** {@code local 'x'}, {@code field 'y'} and so on, or null if there is no name. */
  static @Nullable String describe(Prototype p, int pc, int register) {
    LuaString local = p.localName(register, pc);
    if (local != null) {
      return "local '" + local.latin1() + "'";
    }
    int i = p.code[lastChange(p, pc, register)];
    switch (Opcode.opcode(i)) {
      case Opcode.GETGLOBAL:
        return "global '" + constantName(p, Opcode.bx(i)) + "'";
      case Opcode.MOVE:
        return Opcode.b(i) < Opcode.a(i) ? describe(p, pc, Opcode.b(i)) : null;
      case Opcode.GETTABLE:
        return "field '" + keyName(p, Opcode.c(i)) + "'";
      case Opcode.GETUPVAL:
        return "upvalue '" + p.upvalueNames[Opcode.b(i)].latin1() + "'";
      case Opcode.SELF:
        return "method '" + keyName(p, Opcode.c(i)) + "'";
      default:
        return null;
    }
  }

  private static String keyName(Prototype p, int operand) {
    return operand < Opcode.CONSTANT ? "?" : constantName(p, operand - Opcode.CONSTANT);
  }

  private static String constantName(Prototype p, int constant) {
    Object name = p.constants[constant];
    return name instanceof LuaString string ? string.untilNul().latin1() : "?";
  }

  /** The last instruction before {@code end} that changed the register, as far as one can tell. */
  private static int lastChange(Prototype p, int end, int register) {
    int last = p.code.length - 1; // The final RETURN, which changes nothing.
    for (int pc = 0; pc < end; pc++) {
      int i = p.code[pc];
      if (changes(i, register)) {
        last = pc;
      }
      pc += skipped(p, pc, end);
    }
    return last;
  }

  private static boolean changes(int instruction, int register) {
    int a = Opcode.a(instruction);
    switch (Opcode.opcode(instruction)) {
      case Opcode.LOADNIL:
        return a <= register && register <= Opcode.b(instruction);
      case Opcode.SELF:
        return register == a || register == a + 1;
      case Opcode.TFORLOOP:
        return register >= a + 2;
      case Opcode.CALL:
      case Opcode.TAILCALL:
        return register >= a;
      case Opcode.SETGLOBAL:
      case Opcode.SETUPVAL:
      case Opcode.SETTABLE:
      case Opcode.JMP:
      case Opcode.EQ:
      case Opcode.LT:
      case Opcode.LE:
      case Opcode.RETURN:
      case Opcode.SETLIST:
      case Opcode.CLOSE:
        return false;
      default:
        return register == a;
    }
  }

  /** How many words to pass over: those of a forward jump, and those that are no instructions. */
  private static int skipped(Prototype p, int pc, int end) {
    int i = p.code[pc];
    switch (Opcode.opcode(i)) {
      case Opcode.JMP:
      case Opcode.FORLOOP:
      case Opcode.FORPREP:
        int distance = Opcode.sbx(i);
        return distance >= 0 && pc + 1 + distance <= end ? distance : 0;
      default:
        return Opcode.dataWords(p.code, pc, p.functions);
    }
  }

  /** How a function is called by the instruction at {@code pc}, or null if it does not call. */
  static @Nullable String describeCallee(Prototype p, int pc) {
    int i = p.code[pc];
    switch (Opcode.opcode(i)) {
      case Opcode.CALL:
      case Opcode.TAILCALL:
      case Opcode.TFORLOOP:
        return describe(p, pc, Opcode.a(i));
      default:
        return null;
    }
  }
}
