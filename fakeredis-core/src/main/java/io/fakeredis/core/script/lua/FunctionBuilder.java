package io.fakeredis.core.script.lua;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A function under compilation: its instructions, constants, registers and jumps. */
final class FunctionBuilder {

  /** Ends a list of jumps, which are linked through their targets until these are known. */
  static final int NO_JUMP = -1;

  private static final int MAX_REGISTERS = 250;

  final Lexer lexer;
  final int lineDefined;
  final List<Prototype> functions = new ArrayList<>();
  final List<Prototype.Local> locals = new ArrayList<>();
  final List<LuaString> upvalueNames = new ArrayList<>();
  int lastLine;
  int parameters;
  int varargs;
  int freeRegister;

  /** Registers below are those of local variables, which are never freed as temporaries. */
  int activeLocals;

  private final Map<Object, Integer> constantIndex = new HashMap<>();
  private final List<@Nullable Object> constants = new ArrayList<>();
  private int[] code = new int[32];
  private int[] lines = new int[32];
  private int pc;
  private int lastTarget = -1;
  private int pendingJumps = NO_JUMP;
  private int stackSize = 2;

  FunctionBuilder(Lexer lexer, int lineDefined) {
    this.lexer = lexer;
    this.lineDefined = lineDefined;
  }

  // The result

  int stackSize() {
    return stackSize;
  }

  int[] code() {
    return Arrays.copyOf(code, pc);
  }

  int[] lines() {
    return Arrays.copyOf(lines, pc);
  }

  @Nullable Object[] constants() {
    return constants.toArray();
  }

  // Instructions

  int pc() {
    return pc;
  }

  int emit(int instruction, int line) {
    patchPending();
    if (pc == code.length) {
      code = Arrays.copyOf(code, pc * 2);
      lines = Arrays.copyOf(lines, pc * 2);
    }
    code[pc] = instruction;
    lines[pc] = line;
    return pc++;
  }

  int emitAbc(int opcode, int a, int b, int c) {
    return emit(Opcode.abc(opcode, a, b, c), lexer.lastLine());
  }

  int emitAbx(int opcode, int a, int bx) {
    return emit(Opcode.abx(opcode, a, bx), lexer.lastLine());
  }

  int emitAsbx(int opcode, int a, int sbx) {
    return emit(Opcode.asbx(opcode, a, sbx), lexer.lastLine());
  }

  int instruction(int at) {
    return code[at];
  }

  void replace(int at, int instruction) {
    code[at] = instruction;
  }

  /** Takes back the last instruction. */
  void dropLast() {
    pc--;
  }

  /** Says that the last instruction belongs to another line. */
  void fixLine(int line) {
    lines[pc - 1] = line;
  }

  void emitReturn(int first, int count) {
    emitAbc(Opcode.RETURN, first, count + 1, 0);
  }

  /** Sets registers to nil; a LOADNIL just before may do it along. */
  void emitNil(int from, int count) {
    if (pc > lastTarget) {
      if (pc == 0) {
        if (from >= activeLocals) {
          return; // Registers are nil when a function starts.
        }
      } else if (extendNil(from, count)) {
        return;
      }
    }
    emitAbc(Opcode.LOADNIL, from, from + count - 1, 0);
  }

  private boolean extendNil(int from, int count) {
    int previous = code[pc - 1];
    if (Opcode.opcode(previous) != Opcode.LOADNIL) {
      return false;
    }
    int last = Opcode.b(previous);
    if (from < Opcode.a(previous) || from > last + 1) {
      return false;
    }
    if (from + count - 1 > last) {
      code[pc - 1] = Opcode.withB(previous, from + count - 1);
    }
    return true;
  }

  /** Stores list items; {@code stored} may be {@link Opcode#MULTIPLE}. */
  void emitSetList(int base, int items, int stored) {
    int block = (items - 1) / Opcode.FIELDS_PER_FLUSH + 1;
    int count = stored == Opcode.MULTIPLE ? 0 : stored;
    if (block <= Opcode.MAX_C) {
      emitAbc(Opcode.SETLIST, base, count, block);
    } else {
      emitAbc(Opcode.SETLIST, base, count, 0);
      emit(block, lexer.lastLine());
    }
    freeRegister = base + 1;
  }

  // Registers

  void checkRegisters(int count) {
    int needed = freeRegister + count;
    if (needed > stackSize) {
      if (needed >= MAX_REGISTERS) {
        throw lexer.syntaxError("function or expression too complex");
      }
      stackSize = needed;
    }
  }

  void reserve(int count) {
    checkRegisters(count);
    freeRegister += count;
  }

  /** Frees the register if it is a temporary: the last one taken. */
  void free(int operand) {
    if (operand < Opcode.CONSTANT && operand >= activeLocals) {
      freeRegister--;
    }
  }

  // Constants

  /** The slot of a constant. Equal numbers share one, so the first of 0 and -0 gives the sign. */
  int constant(@Nullable Object value) {
    Object key = value == null ? this : value;
    if (key instanceof Double && (Double) key == 0) {
      key = 0.0;
    }
    Integer known = constantIndex.get(key);
    if (known != null) {
      return known;
    }
    if (constants.size() > Opcode.MAX_BX) {
      throw new LuaError("constant table overflow");
    }
    constantIndex.put(key, constants.size());
    constants.add(value);
    return constants.size() - 1;
  }

  int constantCount() {
    return constants.size();
  }

  // Jumps

  int jump() {
    int held = pendingJumps;
    pendingJumps = NO_JUMP;
    int jump = emitAsbx(Opcode.JMP, 0, NO_JUMP);
    return concat(jump, held);
  }

  int conditionalJump(int opcode, int a, int b, int c) {
    emitAbc(opcode, a, b, c);
    return jump();
  }

  /** Marks this place as the target of jumps, so that no optimisation reaches over it. */
  int label() {
    lastTarget = pc;
    return pc;
  }

  private int target(int jump) {
    int offset = Opcode.sbx(code[jump]);
    return offset == NO_JUMP ? NO_JUMP : jump + 1 + offset;
  }

  private void fixJump(int jump, int target) {
    int offset = target - (jump + 1);
    if (Math.abs(offset) > Opcode.MAX_SBX) {
      throw lexer.syntaxError("control structure too long");
    }
    code[jump] = Opcode.withSbx(code[jump], offset);
  }

  /** The instruction that decides about a jump: the test before it, or itself. */
  int control(int jump) {
    return jump >= 1 && Opcode.isTest(code[jump - 1]) ? jump - 1 : jump;
  }

  /** Appends one list of jumps to another and gives the joint list. */
  int concat(int list, int other) {
    if (other == NO_JUMP) {
      return list;
    }
    if (list == NO_JUMP) {
      return other;
    }
    int last = list;
    for (int next = target(last); next != NO_JUMP; next = target(last)) {
      last = next;
    }
    fixJump(last, other);
    return list;
  }

  /** Whether some jump of the list does not carry a value with it. */
  boolean needsValue(int list) {
    for (int jump = list; jump != NO_JUMP; jump = target(jump)) {
      if (Opcode.opcode(code[control(jump)]) != Opcode.TESTSET) {
        return true;
      }
    }
    return false;
  }

  void dropValues(int list) {
    for (int jump = list; jump != NO_JUMP; jump = target(jump)) {
      sendValue(jump, Opcode.NO_REGISTER);
    }
  }

  /** Makes the test of a jump store its value in a register; false if it has none to store. */
  private boolean sendValue(int jump, int register) {
    int at = control(jump);
    int test = code[at];
    if (Opcode.opcode(test) != Opcode.TESTSET) {
      return false;
    }
    boolean store = register != Opcode.NO_REGISTER && register != Opcode.b(test);
    code[at] =
        store
            ? Opcode.withA(test, register)
            : Opcode.abc(Opcode.TEST, Opcode.b(test), 0, Opcode.c(test));
    return true;
  }

  /** Directs the jumps that carry a value to one place and the others to another. */
  void patch(int list, int valueTarget, int register, int otherTarget) {
    int jump = list;
    while (jump != NO_JUMP) {
      int next = target(jump);
      fixJump(jump, sendValue(jump, register) ? valueTarget : otherTarget);
      jump = next;
    }
  }

  void patch(int list, int target) {
    if (target == pc) {
      patchHere(list);
    } else {
      patch(list, target, Opcode.NO_REGISTER, target);
    }
  }

  void patchHere(int list) {
    label();
    pendingJumps = concat(pendingJumps, list);
  }

  private void patchPending() {
    int jumps = pendingJumps;
    pendingJumps = NO_JUMP;
    patch(jumps, pc, Opcode.NO_REGISTER, pc);
  }
}
