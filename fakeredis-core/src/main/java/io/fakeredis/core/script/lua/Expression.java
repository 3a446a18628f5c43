package io.fakeredis.core.script.lua;

/** An expression under compilation: where its value is, or how to get it. */
final class Expression {

  /** Where a value can be; the names after the dash say what info and aux mean. */
  enum Kind {
    VOID,
    NIL,
    TRUE,
    FALSE,
    /** info: constant. */
    CONSTANT,
    NUMBER,
    /** info: register. */
    LOCAL,
    /** info: upvalue. */
    UPVALUE,
    /** info: constant that is the name. */
    GLOBAL,
    /** info: register of the table; aux: R/K of the key. */
    INDEXED,
    /** info: instruction of the jump. */
    JUMP,
    /** info: instruction that can put its result anywhere. */
    RELOCATABLE,
    /** info: register that holds the result. */
    REGISTER,
    /** info: instruction of the call. */
    CALL,
    /** info: instruction. */
    VARARG
  }

  Kind kind;
  int info;
  int aux;
  double number;

  /** Jumps that leave when the value is true, and those when it is false. */
  int whenTrue = FunctionBuilder.NO_JUMP;

  int whenFalse = FunctionBuilder.NO_JUMP;

  Expression(Kind kind, int info) {
    this.kind = kind;
    this.info = info;
  }

  static Expression none() {
    return new Expression(Kind.VOID, 0);
  }

  static Expression number(double value) {
    Expression e = new Expression(Kind.NUMBER, 0);
    e.number = value;
    return e;
  }

  void become(Kind newKind, int newInfo) {
    kind = newKind;
    info = newInfo;
  }

  void become(Expression other) {
    kind = other.kind;
    info = other.info;
    aux = other.aux;
    number = other.number;
    whenTrue = other.whenTrue;
    whenFalse = other.whenFalse;
  }

  boolean hasJumps() {
    return whenTrue != whenFalse;
  }

  boolean isNumeral() {
    return kind == Kind.NUMBER
        && whenTrue == FunctionBuilder.NO_JUMP
        && whenFalse == FunctionBuilder.NO_JUMP;
  }

  /** Whether it can have any number of values. */
  boolean isMultiple() {
    return kind == Kind.CALL || kind == Kind.VARARG;
  }
}
