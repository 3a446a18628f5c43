package io.fakeredis.core.control;

import io.fakeredis.api.Args;
import io.fakeredis.api.Command;
import io.fakeredis.api.Errors;
import io.fakeredis.api.Feature;
import io.fakeredis.api.Flag;
import io.fakeredis.core.engine.CommandTable;
import io.fakeredis.core.engine.Guard;
import io.fakeredis.core.engine.Session;
import io.fakeredis.core.engine.TimeSource;
import io.fakeredis.core.engine.Transaction;
import io.fakeredis.core.keyspace.Eviction;

/** Has room made before a call when maxmemory is exceeded; what needs memory then has to wait. */
public final class MemoryGuard implements Guard {
  /** Until 7.2 nothing at all is queued, for the queue would need memory. */
  private static final Feature QUEUES = Feature.since("MULTI.queues-without-memory", "7.4");

  @Override
  public void check(Session session, CommandTable.Row row, Args args) {
    Eviction eviction = session.engine().keyspace().eviction();
    if (!eviction.isExceeded() || Replication.of(session.engine()).ignoresMemory()) {
      return;
    }
    long started = TimeSource.nanos();
    boolean fits = eviction.makeRoom();
    SlowCalls.of(session.engine()).cycle("eviction-cycle", TimeSource.nanos() - started);
    if (!fits && needsMemory(session, row.command())) {
      throw Errors.error("OOM command not allowed when used memory > 'maxmemory'.");
    }
  }

  private static boolean needsMemory(Session session, Command command) {
    Transaction transaction = session.transaction();
    if (command.has(Flag.DENYOOM)) {
      return true;
    }
    if (transaction == null) {
      return false;
    }
    if (command.has(Flag.RUNS_TRANSACTION)) {
      return transaction.has(Flag.DENYOOM);
    }
    return !command.name().equals("DISCARD") && !session.engine().profile().has(QUEUES);
  }
}
