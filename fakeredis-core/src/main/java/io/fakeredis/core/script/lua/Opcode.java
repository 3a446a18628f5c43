package io.fakeredis.core.script.lua;

/**
 * The instructions of the register machine.
 *
 * <p>An instruction is 32 bits: the opcode (6), A (8), C (9), B (9); or B and C together as Bx
 * (18), signed as sBx. An operand written R/K is a register, or a constant if its bit 256 is set.
 */
final class Opcode {

  static final int MOVE = 0;
  static final int LOADK = 1;
  static final int LOADBOOL = 2;
  static final int LOADNIL = 3;
  static final int GETUPVAL = 4;
  static final int GETGLOBAL = 5;
  static final int GETTABLE = 6;
  static final int SETGLOBAL = 7;
  static final int SETUPVAL = 8;
  static final int SETTABLE = 9;
  static final int NEWTABLE = 10;
  static final int SELF = 11;
  static final int ADD = 12;
  static final int SUB = 13;
  static final int MUL = 14;
  static final int DIV = 15;
  static final int MOD = 16;
  static final int POW = 17;
  static final int UNM = 18;
  static final int NOT = 19;
  static final int LEN = 20;
  static final int CONCAT = 21;
  static final int JMP = 22;
  static final int EQ = 23;
  static final int LT = 24;
  static final int LE = 25;
  static final int TEST = 26;
  static final int TESTSET = 27;
  static final int CALL = 28;
  static final int TAILCALL = 29;
  static final int RETURN = 30;
  static final int FORLOOP = 31;
  static final int FORPREP = 32;
  static final int TFORLOOP = 33;
  static final int SETLIST = 34;
  static final int CLOSE = 35;
  static final int CLOSURE = 36;
  static final int VARARG = 37;

  static final int MAX_BX = (1 << 18) - 1;
  static final int MAX_SBX = MAX_BX >> 1;
  static final int MAX_C = (1 << 9) - 1;

  /** The bit of an R/K operand that says constant. */
  static final int CONSTANT = 1 << 8;

  /** The last constant that an R/K operand can name. */
  static final int MAX_RK = CONSTANT - 1;

  /** Register number that means none. */
  static final int NO_REGISTER = (1 << 8) - 1;

  /** Stands for "as many as there are" in calls, returns and varargs. */
  static final int MULTIPLE = -1;

  /** List items that one SETLIST stores. */
  static final int FIELDS_PER_FLUSH = 50;

  private Opcode() {}

  static int abc(int opcode, int a, int b, int c) {
    return opcode | a << 6 | c << 14 | b << 23;
  }

  static int abx(int opcode, int a, int bx) {
    return opcode | a << 6 | bx << 14;
  }

  static int asbx(int opcode, int a, int sbx) {
    return abx(opcode, a, sbx + MAX_SBX);
  }

  static int opcode(int instruction) {
    return instruction & 0x3f;
  }

  static int a(int instruction) {
    return instruction >>> 6 & 0xff;
  }

  static int b(int instruction) {
    return instruction >>> 23;
  }

  static int c(int instruction) {
    return instruction >>> 14 & 0x1ff;
  }

  static int bx(int instruction) {
    return instruction >>> 14;
  }

  static int sbx(int instruction) {
    return (instruction >>> 14) - MAX_SBX;
  }

  static int withOpcode(int instruction, int opcode) {
    return (instruction & ~0x3f) | opcode;
  }

  static int withA(int instruction, int a) {
    return (instruction & ~(0xff << 6)) | a << 6;
  }

  static int withB(int instruction, int b) {
    return (instruction & ~(0x1ff << 23)) | b << 23;
  }

  static int withC(int instruction, int c) {
    return (instruction & ~(0x1ff << 14)) | c << 14;
  }

  static int withSbx(int instruction, int sbx) {
    return (instruction & 0x3fff) | (sbx + MAX_SBX) << 14;
  }

  /** How many words after an instruction belong to it and are no instructions themselves. */
  static int dataWords(int[] code, int pc, Prototype[] functions) {
    int instruction = code[pc];
    switch (opcode(instruction)) {
      case CLOSURE:
        return functions[bx(instruction)].upvalues;
      case SETLIST:
        return c(instruction) == 0 ? 1 : 0;
      default:
        return 0;
    }
  }

  /** Whether the instruction is a test that a jump follows. */
  static boolean isTest(int instruction) {
    int op = opcode(instruction);
    return op >= EQ && op <= TESTSET;
  }

  /**
   * A size for NEWTABLE in one byte: three bits of mantissa, five of exponent, rounded up, and so
   * the size that the table really gets.
   */
  static int packSize(int size) {
    int exponent = 0;
    int mantissa = size;
    while (mantissa >= 16) {
      mantissa = (mantissa + 1) >> 1;
      exponent++;
    }
    return mantissa < 8 ? mantissa : (exponent + 1) << 3 | mantissa - 8;
  }

  static int unpackSize(int packed) {
    int exponent = packed >> 3 & 31;
    return exponent == 0 ? packed : ((packed & 7) + 8) << (exponent - 1);
  }
}
