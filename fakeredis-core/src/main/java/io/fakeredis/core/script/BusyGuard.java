package io.fakeredis.core.script;

import io.fakeredis.api.Args;
import io.fakeredis.api.Flag;
import io.fakeredis.core.engine.CommandTable;
import io.fakeredis.core.engine.Guard;
import io.fakeredis.core.engine.Session;

/** While a script takes its time, others can do little but end it. */
public final class BusyGuard implements Guard {
  @Override
  public void check(Session session, CommandTable.Row row, Args args) {
    if (!session.engine().isBusy() || row.command().has(Flag.ALLOW_BUSY)) {
      return;
    }
    Runs runs = Runs.of(session.engine());
    Run run = runs.current();
    if (run != null) {
      throw runs.busy(run);
    }
  }
}
