package io.fakeredis.core.script.lua;

import org.jspecify.annotations.Nullable;

/** A compiled function: immutable, so closures and states can share it. */
final class Prototype {

  /** A local variable and the instructions for which it lives. */
  static final class Local {
    final LuaString name;
    int startPc;
    int endPc;

    Local(LuaString name) {
      this.name = name;
    }
  }

  /** Bits of {@link #varargs}. */
  static final int HAS_ARG = 1;

  static final int IS_VARARG = 2;
  static final int NEEDS_ARG = 4;

  final LuaString source;
  final String chunkName;
  final int lineDefined;
  final int lastLine;
  final int parameters;
  final int varargs;
  final int stackSize;
  final int upvalues;
  final int[] code;
  final int[] lines;
  final @Nullable Object[] constants;
  final Prototype[] functions;

  /** The code, decoded. */
  final Instruction[] instructions;

  final Local[] locals;
  final LuaString[] upvalueNames;

  Prototype(FunctionBuilder f, int upvalues) {
    source = f.lexer.source();
    chunkName = ChunkName.display(source, ChunkName.RUN_TIME);
    lineDefined = f.lineDefined;
    lastLine = f.lastLine;
    parameters = f.parameters;
    varargs = f.varargs;
    stackSize = f.stackSize();
    this.upvalues = upvalues;
    constants = f.constants();
    code = f.code();
    lines = f.lines();
    functions = f.functions.toArray(new Prototype[0]);
    instructions = new Decoder(code, constants, functions).decode();
    locals = f.locals.toArray(new Local[0]);
    upvalueNames = f.upvalueNames.toArray(new LuaString[0]);
  }

  /** The name of the local that lives in a register at an instruction, if the register has one. */
  @Nullable LuaString localName(int register, int pc) {
    int left = register;
    for (Local local : locals) {
      if (local.startPc > pc) {
        return null;
      }
      if (pc < local.endPc && left-- == 0) {
        return local.name;
      }
    }
    return null;
  }

  /** Where an instruction comes from, as error messages begin: {@code name:line:}. */
  String position(int pc) {
    return chunkName + ":" + lines[pc] + ":";
  }
}
