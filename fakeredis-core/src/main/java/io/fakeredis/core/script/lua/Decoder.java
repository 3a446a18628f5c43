package io.fakeredis.core.script.lua;

import io.fakeredis.core.script.lua.Instruction.Operand;
import org.jspecify.annotations.Nullable;

/** Makes runnable instructions of code words, choosing the quickest kind for their operands. */
final class Decoder {

  private final int[] code;
  private final @Nullable Object[] constants;
  private final Prototype[] functions;

  Decoder(int[] code, @Nullable Object[] constants, Prototype[] functions) {
    this.code = code;
    this.constants = constants;
    this.functions = functions;
  }

  /** The instructions at the places of their words; words that are data have none. */
  Instruction[] decode() {
    Instruction[] instructions = new Instruction[code.length];
    for (int pc = 0; pc < code.length; pc++) {
      instructions[pc] = instruction(code[pc], pc);
      pc += Opcode.dataWords(code, pc, functions);
    }
    return instructions;
  }

  private Instruction instruction(int i, int pc) {
    int a = Opcode.a(i);
    int b = Opcode.b(i);
    int c = Opcode.c(i);
    switch (Opcode.opcode(i)) {
      case Opcode.MOVE:
        return new LoadInstructions.Move(a, b);
      case Opcode.LOADK:
        return constant(a, constants[Opcode.bx(i)]);
      case Opcode.LOADBOOL:
        return new LoadInstructions.LoadBoolean(a, b != 0, c != 0);
      case Opcode.LOADNIL:
        return new LoadInstructions.LoadNil(a, b);
      case Opcode.GETUPVAL:
        return new LoadInstructions.GetUpvalue(a, b);
      case Opcode.SETUPVAL:
        return new LoadInstructions.SetUpvalue(a, b);
      case Opcode.GETGLOBAL:
        return new LoadInstructions.GetGlobal(a, name(Opcode.bx(i)));
      case Opcode.SETGLOBAL:
        return new LoadInstructions.SetGlobal(a, name(Opcode.bx(i)));
      case Opcode.CLOSURE:
        return new LoadInstructions.MakeClosure(a, functions[Opcode.bx(i)], code, pc + 1);
      case Opcode.CLOSE:
        return new LoadInstructions.CloseUpvalues(a);
      case Opcode.VARARG:
        return new LoadInstructions.Varargs(a, b - 1);
      case Opcode.GETTABLE:
      case Opcode.SETTABLE:
      case Opcode.SELF:
      case Opcode.NEWTABLE:
      case Opcode.SETLIST:
        return table(i, pc);
      case Opcode.EQ:
      case Opcode.LT:
      case Opcode.LE:
      case Opcode.TEST:
      case Opcode.TESTSET:
        return test(i, target(pc + 1));
      case Opcode.JMP:
      case Opcode.FORPREP:
      case Opcode.FORLOOP:
      case Opcode.TFORLOOP:
      case Opcode.CALL:
      case Opcode.TAILCALL:
      case Opcode.RETURN:
        return control(i, pc);
      default:
        return operator(i);
    }
  }

  // Operands

  private Operand operand(int operand) {
    return new Operand(operand, constants);
  }

  private LuaString name(int constant) {
    Object name = constants[constant];
    assert name != null;
    return (LuaString) name;
  }

  private int target(int jump) {
    return jump + 1 + Opcode.sbx(code[jump]);
  }

  private static Instruction constant(int a, @Nullable Object value) {
    return value instanceof Double d
        ? new LoadInstructions.LoadNumber(a, d)
        : new LoadInstructions.LoadConstant(a, value);
  }

  // Groups

  private Instruction table(int i, int pc) {
    int a = Opcode.a(i);
    int b = Opcode.b(i);
    int c = Opcode.c(i);
    switch (Opcode.opcode(i)) {
      case Opcode.GETTABLE:
        {
          Operand key = operand(c);
          return key.constant() instanceof LuaString
              ? new TableInstructions.GetField(a, b, (LuaString) key.constant())
              : new TableInstructions.GetIndex(a, b, key);
        }
      case Opcode.SETTABLE:
        {
          Operand key = operand(b);
          return key.constant() instanceof LuaString
              ? new TableInstructions.SetField(a, (LuaString) key.constant(), operand(c))
              : new TableInstructions.SetIndex(a, key, operand(c));
        }
      case Opcode.SELF:
        return new TableInstructions.Self(a, b, operand(c));
      case Opcode.NEWTABLE:
        return new TableInstructions.NewTable(a, Opcode.unpackSize(b), Opcode.unpackSize(c));
      default:
        return c == 0
            ? new TableInstructions.SetList(a, b, code[pc + 1], 1)
            : new TableInstructions.SetList(a, b, c, 0);
    }
  }

  private Instruction operator(int i) {
    int a = Opcode.a(i);
    int b = Opcode.b(i);
    switch (Opcode.opcode(i)) {
      case Opcode.UNM:
        return new ArithmeticInstructions.Negate(a, b);
      case Opcode.NOT:
        return new ArithmeticInstructions.Not(a, b);
      case Opcode.LEN:
        return new ArithmeticInstructions.Length(a, b);
      case Opcode.CONCAT:
        return new ArithmeticInstructions.Concatenate(a, b, Opcode.c(i));
      default:
        return arithmetic(Opcode.opcode(i), a, operand(b), operand(Opcode.c(i)));
    }
  }

  private static Instruction arithmetic(int opcode, int a, Operand left, Operand right) {
    if (left.isRegister() && right.isRegister()) {
      switch (opcode) {
        case Opcode.ADD:
          return new ArithmeticInstructions.Add(a, left, right);
        case Opcode.SUB:
          return new ArithmeticInstructions.Subtract(a, left, right);
        case Opcode.MUL:
          return new ArithmeticInstructions.Multiply(a, left, right);
        default:
          break;
      }
    } else if (left.isRegister() && right.constant() instanceof Double) {
      switch (opcode) {
        case Opcode.ADD:
          return new ArithmeticInstructions.AddConstant(a, left, right);
        case Opcode.SUB:
          return new ArithmeticInstructions.SubtractConstant(a, left, right);
        case Opcode.MUL:
          return new ArithmeticInstructions.MultiplyConstant(a, left, right);
        case Opcode.DIV:
          return new ArithmeticInstructions.DivideConstant(a, left, right);
        case Opcode.MOD:
          return new ArithmeticInstructions.ModuloConstant(a, left, right);
        default:
          break;
      }
    }
    return new ArithmeticInstructions.Binary(opcode, a, left, right);
  }

  private Instruction test(int i, int target) {
    int a = Opcode.a(i);
    int b = Opcode.b(i);
    int c = Opcode.c(i);
    switch (Opcode.opcode(i)) {
      case Opcode.TEST:
        return new TestInstructions.Truth(c != 0, target, a);
      case Opcode.TESTSET:
        return new TestInstructions.TruthAndCopy(c != 0, target, a, b);
      default:
        return comparison(Opcode.opcode(i), a != 0, target, operand(b), operand(c));
    }
  }

  private static Instruction comparison(
      int opcode, boolean condition, int target, Operand left, Operand right) {
    if (left.isRegister() && right.isRegister()) {
      if (opcode == Opcode.LT) {
        return new TestInstructions.Less(condition, target, left, right);
      }
      if (opcode == Opcode.LE) {
        return new TestInstructions.LessOrEqual(condition, target, left, right);
      }
    } else if (left.isRegister() && right.constant() instanceof Double) {
      double k = (Double) right.constant();
      switch (opcode) {
        case Opcode.LT:
          return new TestInstructions.LessThanConstant(condition, target, left, right, k);
        case Opcode.LE:
          return new TestInstructions.LessOrEqualConstant(condition, target, left, right, k);
        default:
          return new TestInstructions.EqualsNumber(condition, target, left, right, k);
      }
    } else if (opcode == Opcode.LT && left.constant() instanceof Double && right.isRegister()) {
      double k = (Double) left.constant();
      return new TestInstructions.GreaterThanConstant(condition, target, left, right, k);
    }
    return new TestInstructions.Compare(opcode, condition, target, left, right);
  }

  private Instruction control(int i, int pc) {
    int a = Opcode.a(i);
    int b = Opcode.b(i);
    int c = Opcode.c(i);
    switch (Opcode.opcode(i)) {
      case Opcode.JMP:
        return target(pc) <= pc
            ? new ControlInstructions.JumpBack(target(pc))
            : new ControlInstructions.Jump(target(pc));
      case Opcode.FORPREP:
        return new ControlInstructions.PrepareLoop(a, target(pc));
      case Opcode.FORLOOP:
        return new ControlInstructions.Loop(a, target(pc));
      case Opcode.TFORLOOP:
        return new ControlInstructions.IteratorLoop(a, c, target(pc + 1));
      case Opcode.CALL:
        return new ControlInstructions.Call(a, b, c - 1);
      case Opcode.TAILCALL:
        return new ControlInstructions.TailCall(a, b);
      default:
        return new ControlInstructions.Return(a, b);
    }
  }
}
