package io.fakeredis.core.script.lua;

import org.jspecify.annotations.Nullable;

/** The binary form of a function, as string.dump gives it. Redis does not read it back. */
final class FunctionDump {

  private static final int[] HEADER = {27, 'L', 'u', 'a', 0x51, 0, 1, 4, 8, 4, 8, 0};
  private static final int NIL = 0;
  private static final int BOOLEAN = 1;
  private static final int NUMBER = 3;
  private static final int STRING = 4;

  private final ByteBuilder out = new ByteBuilder(256);

  static LuaString dump(Prototype prototype) {
    FunctionDump dump = new FunctionDump();
    for (int b : HEADER) {
      dump.out.append(b);
    }
    dump.function(prototype, true);
    return dump.out.toLuaString();
  }

  private void function(Prototype p, boolean outermost) {
    string(outermost ? p.source : null);
    integer(p.lineDefined);
    integer(p.lastLine);
    out.append(p.upvalues).append(p.parameters).append(p.varargs).append(p.stackSize);
    integer(p.code.length);
    for (int instruction : p.code) {
      integer(instruction);
    }
    integer(p.constants.length);
    for (Object constant : p.constants) {
      constant(constant);
    }
    integer(p.functions.length);
    for (Prototype inner : p.functions) {
      function(inner, false);
    }
    debugInformation(p);
  }

  private void constant(@Nullable Object constant) {
    if (constant == null) {
      out.append(NIL);
    } else if (constant instanceof Boolean b) {
      out.append(BOOLEAN).append(b ? 1 : 0);
    } else if (constant instanceof Double d) {
      out.append(NUMBER);
      out.appendLittleEndian(Double.doubleToRawLongBits(d), 8);
    } else {
      out.append(STRING);
      string((LuaString) constant);
    }
  }

  private void debugInformation(Prototype p) {
    integer(p.lines.length);
    for (int line : p.lines) {
      integer(line);
    }
    integer(p.locals.length);
    for (Prototype.Local local : p.locals) {
      string(local.name);
      integer(local.startPc);
      integer(local.endPc);
    }
    integer(p.upvalueNames.length);
    for (LuaString name : p.upvalueNames) {
      string(name);
    }
  }

  private void integer(int value) {
    out.appendLittleEndian(value, 4);
  }

  private void string(@Nullable LuaString s) {
    if (s == null) {
      out.appendLittleEndian(0, 8);
    } else {
      out.appendLittleEndian(s.length() + 1L, 8).append(s).append(0);
    }
  }
}
