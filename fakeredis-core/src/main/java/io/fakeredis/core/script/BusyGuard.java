package io.fakeredis.core.script;

import io.fakeredis.api.Args;
import io.fakeredis.api.Errors;
import io.fakeredis.api.Feature;
import io.fakeredis.api.Flag;
import io.fakeredis.core.engine.CommandTable;
import io.fakeredis.core.engine.Guard;
import io.fakeredis.core.engine.Session;

/** While a script takes its time, others can do little but end it. */
public final class BusyGuard implements Guard {
  private static final Feature NAMES_VALKEY = Feature.since("BUSY.names-valkey", "valkey 8.0");
  private static final Feature NAMES_KEYDB = Feature.since("BUSY.names-keydb", "keydb 6.0");

  @Override
  public void check(Session session, CommandTable.Row row, Args args) {
    if (!session.engine().isBusy() || row.command().has(Flag.ALLOW_BUSY)) {
      return;
    }
    Run run = Runs.of(session.engine()).current();
    if (run != null) {
      throw Errors.error(message(session, run));
    }
  }

  private static String message(Session session, Run run) {
    String server = "Redis";
    if (session.engine().profile().has(NAMES_VALKEY)) {
      server = "Valkey";
    } else if (session.engine().profile().has(NAMES_KEYDB)) {
      server = "KeyDB";
    }
    return "BUSY "
        + server
        + " is busy running a script. You can only call "
        + run.kind()
        + " KILL or SHUTDOWN NOSAVE.";
  }
}
