package io.fakeredis.core.control;

import io.fakeredis.api.Args;
import io.fakeredis.api.Command;
import io.fakeredis.api.Errors;
import io.fakeredis.api.Feature;
import io.fakeredis.api.Flag;
import io.fakeredis.api.Profile;
import io.fakeredis.core.engine.CommandTable;
import io.fakeredis.core.engine.Guard;
import io.fakeredis.core.engine.Session;
import io.fakeredis.core.engine.Transaction;

/** Replicas take no writes, and a primary takes them only while it has enough replicas. */
public final class WriteGuard implements Guard {
  /** 6.0 lets scripts write all the same. */
  private static final Feature HOLDS_SCRIPTS =
      Feature.since("min-replicas-to-write.holds-scripts", "6.2");

  /** Up to 6.2 what scripts are told begins, in 6.0 it also ends as a line of the protocol does. */
  private static final Feature CODES = Feature.since("LUA.errors-with-code", "7.0");

  private static final Feature TRIMS = Feature.since("LUA.trims-shared-errors", "6.2");

  @Override
  public boolean concerns(Command command, Profile profile) {
    return command.has(Flag.WRITE) || command.has(Flag.RUNS_TRANSACTION);
  }

  @Override
  public void check(Session session, CommandTable.Row row, Args args) {
    Command command = row.command();
    if (command.has(Flag.WRITE) || runsWrites(session, command)) {
      checkWrites(session, "", "");
    }
  }

  @Override
  public void checkFromScript(Session session, CommandTable.Row row, Args args) {
    if (row.command().has(Flag.WRITE)) {
      Profile profile = session.engine().profile();
      checkWrites(session, profile.has(CODES) ? "" : "-", profile.has(TRIMS) ? "" : "\r\n");
    }
  }

  @Override
  public void checkWritingScript(Session session) {
    checkWrites(session, "", "");
  }

  private static void checkWrites(Session session, String prefix, String suffix) {
    Replication replication = Replication.of(session.engine());
    if (replication.lacksReplicas() && holds(session)) {
      throw Errors.error(prefix + "NOREPLICAS Not enough good replicas to write." + suffix);
    }
    if (replication.refusesWrites()) {
      throw Errors.error(prefix + "READONLY You can't write against a read only replica." + suffix);
    }
  }

  private static boolean holds(Session session) {
    return session.context() != Session.Context.SCRIPT
        || session.engine().profile().has(HOLDS_SCRIPTS);
  }

  private static boolean runsWrites(Session session, Command command) {
    Transaction transaction = session.transaction();
    return command.has(Flag.RUNS_TRANSACTION) && transaction != null && transaction.has(Flag.WRITE);
  }
}
