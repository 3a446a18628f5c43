package io.fakeredis.core.script;

import io.fakeredis.core.engine.Session;
import io.fakeredis.core.engine.TimeSource;

/** One run of a script or a function. */
final class Run {
  private final Session session;
  private final Kind kind;
  private final String name;
  private final boolean readOnly;
  private final long started = TimeSource.nanos();
  private boolean wrote;
  private boolean overdue;
  private boolean killed;

  /** What is run: each is killed by a command of its own. */
  enum Kind {
    SCRIPT,
    FUNCTION
  }

  Run(Session session, Kind kind, String name, boolean readOnly) {
    this.session = session;
    this.kind = kind;
    this.name = name;
    this.readOnly = readOnly;
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

  /** Whether it has taken so long that other clients are told that the server is busy. */
  boolean isOverdue() {
    return overdue;
  }

  void overdue() {
    overdue = true;
  }

  boolean isKilled() {
    return killed;
  }

  void kill() {
    killed = true;
  }
}
