package io.fakeredis.core.script.lua;

import io.fakeredis.core.script.lua.Expression.Kind;

/** Emits the code that computes expressions, as late as possible. */
final class ExpressionGenerator {

  private static final int NO_JUMP = FunctionBuilder.NO_JUMP;

  private final FunctionBuilder f;

  ExpressionGenerator(FunctionBuilder f) {
    this.f = f;
  }

  // Numbers of results

  void setReturns(Expression e, int count) {
    if (e.kind == Kind.CALL) {
      f.replace(e.info, Opcode.withC(f.instruction(e.info), count + 1));
    } else if (e.kind == Kind.VARARG) {
      int instruction = Opcode.withB(f.instruction(e.info), count + 1);
      f.replace(e.info, Opcode.withA(instruction, f.freeRegister));
      f.reserve(1);
    }
  }

  void setOneReturn(Expression e) {
    if (e.kind == Kind.CALL) {
      e.become(Kind.REGISTER, Opcode.a(f.instruction(e.info)));
    } else if (e.kind == Kind.VARARG) {
      f.replace(e.info, Opcode.withB(f.instruction(e.info), 2));
      e.kind = Kind.RELOCATABLE;
    }
  }

  // Getting values into registers

  /** Turns a variable into a value. */
  void dischargeVariable(Expression e) {
    switch (e.kind) {
      case LOCAL:
        e.kind = Kind.REGISTER;
        break;
      case UPVALUE:
        e.become(Kind.RELOCATABLE, f.emitAbc(Opcode.GETUPVAL, 0, e.info, 0));
        break;
      case GLOBAL:
        e.become(Kind.RELOCATABLE, f.emitAbx(Opcode.GETGLOBAL, 0, e.info));
        break;
      case INDEXED:
        f.free(e.aux);
        f.free(e.info);
        e.become(Kind.RELOCATABLE, f.emitAbc(Opcode.GETTABLE, 0, e.info, e.aux));
        break;
      case CALL:
      case VARARG:
        setOneReturn(e);
        break;
      default:
        break;
    }
  }

  private void dischargeTo(Expression e, int register) {
    dischargeVariable(e);
    switch (e.kind) {
      case NIL:
        f.emitNil(register, 1);
        break;
      case TRUE:
      case FALSE:
        f.emitAbc(Opcode.LOADBOOL, register, e.kind == Kind.TRUE ? 1 : 0, 0);
        break;
      case CONSTANT:
        f.emitAbx(Opcode.LOADK, register, e.info);
        break;
      case NUMBER:
        f.emitAbx(Opcode.LOADK, register, f.constant(e.number));
        break;
      case RELOCATABLE:
        f.replace(e.info, Opcode.withA(f.instruction(e.info), register));
        break;
      case REGISTER:
        if (register != e.info) {
          f.emitAbc(Opcode.MOVE, register, e.info, 0);
        }
        break;
      default:
        return;
    }
    e.become(Kind.REGISTER, register);
  }

  private void dischargeToAny(Expression e) {
    if (e.kind != Kind.REGISTER) {
      f.reserve(1);
      dischargeTo(e, f.freeRegister - 1);
    }
  }

  void toRegister(Expression e, int register) {
    dischargeTo(e, register);
    if (e.kind == Kind.JUMP) {
      e.whenTrue = f.concat(e.whenTrue, e.info);
    }
    if (e.hasJumps()) {
      joinJumps(e, register);
    }
    e.whenTrue = NO_JUMP;
    e.whenFalse = NO_JUMP;
    e.become(Kind.REGISTER, register);
  }

  private void joinJumps(Expression e, int register) {
    int loadFalse = NO_JUMP;
    int loadTrue = NO_JUMP;
    if (f.needsValue(e.whenTrue) || f.needsValue(e.whenFalse)) {
      int skip = e.kind == Kind.JUMP ? NO_JUMP : f.jump();
      loadFalse = loadBoolean(register, 0, 1);
      loadTrue = loadBoolean(register, 1, 0);
      f.patchHere(skip);
    }
    int end = f.label();
    f.patch(e.whenFalse, end, register, loadFalse);
    f.patch(e.whenTrue, end, register, loadTrue);
  }

  private int loadBoolean(int register, int value, int skip) {
    f.label();
    return f.emitAbc(Opcode.LOADBOOL, register, value, skip);
  }

  void toNextRegister(Expression e) {
    dischargeVariable(e);
    free(e);
    f.reserve(1);
    toRegister(e, f.freeRegister - 1);
  }

  int toAnyRegister(Expression e) {
    dischargeVariable(e);
    if (e.kind == Kind.REGISTER) {
      if (!e.hasJumps()) {
        return e.info;
      }
      if (e.info >= f.activeLocals) {
        toRegister(e, e.info);
        return e.info;
      }
    }
    toNextRegister(e);
    return e.info;
  }

  void toValue(Expression e) {
    if (e.hasJumps()) {
      toAnyRegister(e);
    } else {
      dischargeVariable(e);
    }
  }

  /** A register, or a constant that an instruction can name directly. */
  int toOperand(Expression e) {
    toValue(e);
    switch (e.kind) {
      case NUMBER:
      case TRUE:
      case FALSE:
      case NIL:
        if (f.constantCount() <= Opcode.MAX_RK) {
          e.become(Kind.CONSTANT, literal(e));
          return e.info | Opcode.CONSTANT;
        }
        break;
      case CONSTANT:
        if (e.info <= Opcode.MAX_RK) {
          return e.info | Opcode.CONSTANT;
        }
        break;
      default:
        break;
    }
    return toAnyRegister(e);
  }

  private int literal(Expression e) {
    switch (e.kind) {
      case NIL:
        return f.constant(null);
      case NUMBER:
        return f.constant(e.number);
      default:
        return f.constant(e.kind == Kind.TRUE);
    }
  }

  private void free(Expression e) {
    if (e.kind == Kind.REGISTER) {
      f.free(e.info);
    }
  }

  // Variables

  void store(Expression variable, Expression e) {
    switch (variable.kind) {
      case LOCAL:
        free(e);
        toRegister(e, variable.info);
        return;
      case UPVALUE:
        f.emitAbc(Opcode.SETUPVAL, toAnyRegister(e), variable.info, 0);
        break;
      case GLOBAL:
        f.emitAbx(Opcode.SETGLOBAL, toAnyRegister(e), variable.info);
        break;
      default:
        f.emitAbc(Opcode.SETTABLE, variable.info, variable.aux, toOperand(e));
        break;
    }
    free(e);
  }

  /** Prepares {@code e:key()}: the method and the object itself in two registers. */
  void self(Expression e, Expression key) {
    toAnyRegister(e);
    free(e);
    int function = f.freeRegister;
    f.reserve(2);
    f.emitAbc(Opcode.SELF, function, e.info, toOperand(key));
    free(key);
    e.become(Kind.REGISTER, function);
  }

  void index(Expression table, Expression key) {
    table.aux = toOperand(key);
    table.kind = Kind.INDEXED;
  }

  // Conditions

  /** Goes on if the expression is true, and jumps if not. */
  void goIfTrue(Expression e) {
    dischargeVariable(e);
    int jump;
    switch (e.kind) {
      case CONSTANT:
      case NUMBER:
      case TRUE:
        jump = NO_JUMP;
        break;
      case JUMP:
        invert(e);
        jump = e.info;
        break;
      default:
        jump = jumpOn(e, false);
        break;
    }
    e.whenFalse = f.concat(e.whenFalse, jump);
    f.patchHere(e.whenTrue);
    e.whenTrue = NO_JUMP;
  }

  private void goIfFalse(Expression e) {
    dischargeVariable(e);
    int jump;
    switch (e.kind) {
      case NIL:
      case FALSE:
        jump = NO_JUMP;
        break;
      case JUMP:
        jump = e.info;
        break;
      default:
        jump = jumpOn(e, true);
        break;
    }
    e.whenTrue = f.concat(e.whenTrue, jump);
    f.patchHere(e.whenFalse);
    e.whenFalse = NO_JUMP;
  }

  private void invert(Expression e) {
    int at = f.control(e.info);
    int test = f.instruction(at);
    f.replace(at, Opcode.withA(test, Opcode.a(test) ^ 1));
  }

  private int jumpOn(Expression e, boolean condition) {
    if (e.kind == Kind.RELOCATABLE) {
      int instruction = f.instruction(e.info);
      if (Opcode.opcode(instruction) == Opcode.NOT) {
        f.dropLast();
        return f.conditionalJump(Opcode.TEST, Opcode.b(instruction), 0, condition ? 0 : 1);
      }
    }
    dischargeToAny(e);
    free(e);
    return f.conditionalJump(Opcode.TESTSET, Opcode.NO_REGISTER, e.info, condition ? 1 : 0);
  }

  // Operators

  void not(Expression e) {
    dischargeVariable(e);
    switch (e.kind) {
      case NIL:
      case FALSE:
        e.kind = Kind.TRUE;
        break;
      case CONSTANT:
      case NUMBER:
      case TRUE:
        e.kind = Kind.FALSE;
        break;
      case JUMP:
        invert(e);
        break;
      default:
        dischargeToAny(e);
        free(e);
        e.become(Kind.RELOCATABLE, f.emitAbc(Opcode.NOT, 0, e.info, 0));
        break;
    }
    int swapped = e.whenFalse;
    e.whenFalse = e.whenTrue;
    e.whenTrue = swapped;
    f.dropValues(e.whenFalse);
    f.dropValues(e.whenTrue);
  }

  void minus(Expression e) {
    if (e.isNumeral()) {
      e.number = -e.number;
      return;
    }
    toAnyRegister(e);
    unary(Opcode.UNM, e);
  }

  void length(Expression e) {
    toAnyRegister(e);
    unary(Opcode.LEN, e);
  }

  private void unary(int opcode, Expression e) {
    int operand = toOperand(e);
    free(e);
    e.become(Kind.RELOCATABLE, f.emitAbc(opcode, 0, operand, 0));
  }

  /** Readies the left operand before the right one is read. */
  void infix(Operator op, Expression left) {
    switch (op) {
      case AND:
        goIfTrue(left);
        break;
      case OR:
        goIfFalse(left);
        break;
      case CONCAT:
        toNextRegister(left);
        break;
      case EQ:
      case NE:
      case LT:
      case LE:
      case GT:
      case GE:
        toOperand(left);
        break;
      default:
        if (!left.isNumeral()) {
          toOperand(left);
        }
        break;
    }
  }

  void postfix(Operator op, Expression left, Expression right) {
    switch (op) {
      case AND:
        dischargeVariable(right);
        right.whenFalse = f.concat(right.whenFalse, left.whenFalse);
        left.become(right);
        break;
      case OR:
        dischargeVariable(right);
        right.whenTrue = f.concat(right.whenTrue, left.whenTrue);
        left.become(right);
        break;
      case CONCAT:
        concatenate(left, right);
        break;
      case EQ:
      case NE:
      case LT:
      case LE:
      case GT:
      case GE:
        compare(op, left, right);
        break;
      default:
        arithmetic(op, left, right);
        break;
    }
  }

  /** One CONCAT serves a whole chain, which binds to the right. */
  private void concatenate(Expression left, Expression right) {
    toValue(right);
    if (right.kind == Kind.RELOCATABLE
        && Opcode.opcode(f.instruction(right.info)) == Opcode.CONCAT) {
      free(left);
      f.replace(right.info, Opcode.withB(f.instruction(right.info), left.info));
      left.become(Kind.RELOCATABLE, right.info);
      return;
    }
    toNextRegister(right);
    binary(Opcode.CONCAT, left, right);
  }

  private void arithmetic(Operator op, Expression left, Expression right) {
    if (left.isNumeral() && right.isNumeral()) {
      boolean divisionByZero = right.number == 0 && (op == Operator.DIV || op == Operator.MOD);
      double folded = divisionByZero ? Double.NaN : op.fold(left.number, right.number);
      if (!Double.isNaN(folded)) {
        left.number = folded;
        return;
      }
    }
    binary(op.opcode(), left, right);
  }

  private void binary(int opcode, Expression left, Expression right) {
    int c = toOperand(right);
    int b = toOperand(left);
    freeBoth(left, b, right, c);
    left.become(Kind.RELOCATABLE, f.emitAbc(opcode, 0, b, c));
  }

  /** Registers are freed from the last one taken. */
  private void freeBoth(Expression left, int b, Expression right, int c) {
    if (b > c) {
      free(left);
      free(right);
    } else {
      free(right);
      free(left);
    }
  }

  private void compare(Operator op, Expression left, Expression right) {
    int b = toOperand(left);
    int c = toOperand(right);
    free(right);
    free(left);
    boolean swap = op == Operator.GT || op == Operator.GE;
    int condition = op == Operator.NE ? 0 : 1;
    int jump =
        swap
            ? f.conditionalJump(op.opcode(), condition, c, b)
            : f.conditionalJump(op.opcode(), condition, b, c);
    left.become(Kind.JUMP, jump);
  }
}
