package io.fakeredis.core.script.lua;

/**
 * Where an active function is.
 *
 * @param kind what sort of function it is
 * @param source the name of its chunk as it was given when it was compiled
 * @param line the line that runs, or -1 where there are no lines
 */
public record CodePosition(Kind kind, String source, int line) {

  /** Sorts of active functions. */
  public enum Kind {
    /** The body of a chunk. */
    MAIN,
    /** A function that is written inside a chunk. */
    LUA,
    /** A function written in Java, which the real server has in C. */
    JAVA,
    /** A function that has made room for the one that it called last. */
    TAIL_CALL
  }

  private static final int NO_LINE = -1;

  static CodePosition of(CallInfo ci) {
    LuaClosure closure = ci.closure;
    if (closure == null) {
      return new CodePosition(Kind.JAVA, "=[C]", NO_LINE);
    }
    Prototype p = closure.prototype;
    Kind kind = p.lineDefined == 0 ? Kind.MAIN : Kind.LUA;
    return new CodePosition(kind, p.source.toString(), p.lines[Math.max(ci.pc - 1, 0)]);
  }

  static CodePosition ofTailCall() {
    return new CodePosition(Kind.TAIL_CALL, "=(tail call)", NO_LINE);
  }
}
