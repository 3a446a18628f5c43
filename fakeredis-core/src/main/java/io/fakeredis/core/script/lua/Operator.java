package io.fakeredis.core.script.lua;

import org.jspecify.annotations.Nullable;

/** The binary operators and how strongly they bind to either side. */
enum Operator {
  ADD('+', Opcode.ADD, 6, 6),
  SUB('-', Opcode.SUB, 6, 6),
  MUL('*', Opcode.MUL, 7, 7),
  DIV('/', Opcode.DIV, 7, 7),
  MOD('%', Opcode.MOD, 7, 7),
  POW('^', Opcode.POW, 10, 9),
  CONCAT(Token.CONCAT, Opcode.CONCAT, 5, 4),
  NE(Token.NE, Opcode.EQ, 3, 3),
  EQ(Token.EQ, Opcode.EQ, 3, 3),
  LT('<', Opcode.LT, 3, 3),
  LE(Token.LE, Opcode.LE, 3, 3),
  GT('>', Opcode.LT, 3, 3),
  GE(Token.GE, Opcode.LE, 3, 3),
  AND(Token.AND, -1, 2, 2),
  OR(Token.OR, -1, 1, 1);

  /** How strongly the unary operators bind. */
  static final int UNARY_PRIORITY = 8;

  private static final Operator[] ALL = values();

  private final int token;
  private final int opcode;
  private final int left;
  private final int right;

  Operator(int token, int opcode, int left, int right) {
    this.token = token;
    this.opcode = opcode;
    this.left = left;
    this.right = right;
  }

  /** The operator that a token is, if it is one. */
  static @Nullable Operator of(int token) {
    for (Operator operator : ALL) {
      if (operator.token == token) {
        return operator;
      }
    }
    return null;
  }

  int opcode() {
    return opcode;
  }

  int left() {
    return left;
  }

  int right() {
    return right;
  }

  /** The result on constants. */
  double fold(double a, double b) {
    return Arithmetic.apply(opcode, a, b);
  }
}
