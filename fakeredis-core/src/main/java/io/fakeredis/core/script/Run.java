package io.fakeredis.core.script;

import io.fakeredis.api.Args;
import io.fakeredis.api.CommandException;
import io.fakeredis.api.Errors;
import io.fakeredis.core.engine.ServerCall;
import io.fakeredis.core.engine.Session;
import io.fakeredis.core.engine.TimeSource;
import java.util.Set;

/** One run of a script or a function. */
final class Run {
  private static final long GIVES_WAY_NANOS = 1_000_000;

  private final Session session;
  private final Args args;
  private final Kind kind;
  private final String name;
  private final boolean readOnly;
  private final boolean needsNoRoom;
  private final long started = TimeSource.nanos();
  private final Determinism determinism;
  private boolean wrote;
  private long gaveWay = started;
  private boolean killed;

  /** What is run: each is killed by a command of its own. */
  enum Kind {
    SCRIPT,
    FUNCTION
  }

  private Run(ServerCall call, Kind kind, String name, boolean readOnly, boolean needsNoRoom) {
    this.session = call.session();
    this.args = call.args();
    this.kind = kind;
    this.name = name;
    this.readOnly = readOnly;
    this.needsNoRoom = needsNoRoom;
    this.determinism = new Determinism(call.engine());
  }

  /** The run of a script that declares nothing. */
  static Run undeclared(ServerCall call, Kind kind, String name, boolean readOnly) {
    return new Run(call, kind, name, readOnly, false);
  }

  /**
   * The run of what declares flags.
   *
   * @throws CommandException if the flags do not allow it
   */
  static Run declared(
      ServerCall call, Kind kind, String name, Set<ScriptFlag> flags, boolean readOnly) {
    boolean writes = !flags.contains(ScriptFlag.NO_WRITES);
    boolean needsNoRoom = flags.contains(ScriptFlag.ALLOW_OOM);
    if (writes) {
      call.engine().executor().admitWritingScript(call.session());
    }
    if (writes && !needsNoRoom && call.engine().keyspace().eviction().isExhausted()) {
      throw Errors.error("OOM command not allowed when used memory > 'maxmemory'.");
    }
    if (writes && readOnly) {
      throw Errors.error("ERR Can not execute a script with write flag using *_ro command.");
    }
    return new Run(call, kind, name, readOnly || !writes, needsNoRoom);
  }

  /** The call that began it. */
  Args args() {
    return args;
  }

  /** Whether it may use memory though there is none left. */
  boolean needsNoRoom() {
    return needsNoRoom;
  }

  /** Whose call began it. */
  Session session() {
    return session;
  }

  Kind kind() {
    return kind;
  }

  /** The script's SHA-1, or the function's name. */
  String name() {
    return name;
  }

  /** Whether it must not write. */
  boolean isReadOnly() {
    return readOnly;
  }

  Determinism determinism() {
    return determinism;
  }

  /** Whether it has called a command that writes: then it can no longer be killed. */
  boolean hasWritten() {
    return wrote;
  }

  void writes() {
    wrote = true;
  }

  long millis() {
    return (TimeSource.nanos() - started) / 1_000_000;
  }

  /** Whether it is a while since others were let in. */
  boolean mayGiveWay() {
    long now = TimeSource.nanos();
    boolean may = now - gaveWay >= GIVES_WAY_NANOS;
    if (may) {
      gaveWay = now;
    }
    return may;
  }

  boolean isKilled() {
    return killed;
  }

  void kill() {
    killed = true;
  }
}
