package io.fakeredis.core.engine;

import io.fakeredis.api.Args;
import io.fakeredis.api.Timer;
import io.fakeredis.api.Wait;
import org.jspecify.annotations.Nullable;

/** A client that waits in a blocking command. */
public final class Waiter {
  private final Session session;
  private final Wait wait;
  private final CommandTable.Row row;
  private final Args args;
  private final int database;
  private final long since;
  @Nullable Timer timer;
  @Nullable Timer retry;

  Waiter(Session session, Wait wait, CommandTable.Row row, Args args, long since) {
    this.session = session;
    this.wait = wait;
    this.row = row;
    this.args = args;
    this.database = session.database();
    this.since = since;
  }

  public Session session() {
    return session;
  }

  public Wait wish() {
    return wait;
  }

  /** The blocking command. */
  public CommandTable.Row row() {
    return row;
  }

  Args args() {
    return args;
  }

  int database() {
    return database;
  }

  /** When it began to wait, in milliseconds since 1970. */
  public long since() {
    return since;
  }
}
