package io.fakeredis.core.engine;

import io.fakeredis.api.Args;
import io.fakeredis.api.Feature;
import io.fakeredis.api.Flag;
import io.fakeredis.api.Timer;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What CLIENT PAUSE began: calls that have to wait, in the order in which they came. */
final class Pause {
  private static final Feature KEEPS_EXPIRED = Feature.since("CLIENT PAUSE.keeps-expired", "6.2");

  private static final Feature BLOCKS = Feature.since("CLIENT PAUSE.blocks", "6.2");

  private final Engine engine;
  private final Set<Session> waiting = new LinkedHashSet<>();
  private long until;
  private boolean onlyWrites;
  private boolean keepsExpired;
  private @Nullable Timer timer;

  Pause(Engine engine) {
    this.engine = engine;
  }

  /** A pause that is already there is only made longer and stricter. */
  void begin(long newUntil, boolean newOnlyWrites) {
    boolean running = isRunning();
    onlyWrites = newOnlyWrites && (!running || onlyWrites);
    until = running ? Math.max(until, newUntil) : newUntil;
    if (timer != null) {
      timer.cancel();
    }
    timer = engine.timers().at(until, this::end);
    keepExpired(engine.profile().has(KEEPS_EXPIRED));
  }

  /** Nothing is to change meanwhile, the removal of expired keys included. */
  private void keepExpired(boolean keeps) {
    if (keeps && !keepsExpired) {
      engine.keyspace().holdExpiry();
    } else if (!keeps && keepsExpired) {
      engine.keyspace().releaseExpiry();
    }
    keepsExpired = keeps;
  }

  private boolean isRunning() {
    return until > engine.keyspace().now();
  }

  void end() {
    until = 0;
    keepExpired(false);
    if (timer != null) {
      timer.cancel();
    }
    for (Session session : new ArrayList<>(waiting)) {
      engine.resumeLater(session);
    }
    waiting.clear();
    engine.afterwards(engine::makeRoom);
  }

  /** What is held back: {@code none}, {@code write} or {@code all}. */
  String actions() {
    if (!isRunning()) {
      return "none";
    }
    return onlyWrites ? "write" : "all";
  }

  /** How many milliseconds it goes on. */
  long remaining() {
    return isRunning() ? until - engine.keyspace().now() : 0;
  }

  /** Whether the call has to wait; if so the session is remembered. */
  boolean holdsBack(Session session, CommandTable.Row row, Args args) {
    if (until == 0 || !isRunning()) {
      return false;
    }
    if (onlyWrites && !writes(session, row, args)) {
      return false;
    }
    waiting.add(session);
    return true;
  }

  private boolean writes(Session session, CommandTable.Row row, Args args) {
    Transaction transaction = session.transaction();
    if (row.command().has(Flag.RUNS_TRANSACTION) && transaction != null) {
      return transaction.calls().stream()
          .anyMatch(queued -> mayWrite(session, queued.row(), queued.args()));
    }
    return mayWrite(session, row, args);
  }

  private boolean mayWrite(Session session, CommandTable.Row row, Args args) {
    boolean flagged = row.command().has(Flag.WRITE) || row.command().has(Flag.MAY_REPLICATE);
    return flagged && !engine.executor().isHarmless(session, row, args);
  }

  /** How many clients count as blocked by it: 6.0 just does not read what they send. */
  int blockedCount() {
    return engine.profile().has(BLOCKS) ? waiting.size() : 0;
  }

  void forget(Session session) {
    waiting.remove(session);
  }
}
