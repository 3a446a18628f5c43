package io.fakeredis.core.engine;

import io.fakeredis.api.Args;
import io.fakeredis.api.CommandException;
import io.fakeredis.api.Errors;
import io.fakeredis.api.Flag;

/** Clients that have not told the password may only do so, or leave. */
public final class AuthGuard implements Guard {
  @Override
  public void check(Session session, CommandTable.Row row, Args args) {
    if (session.needsLogin() && !row.command().has(Flag.NO_AUTH)) {
      throw notLoggedIn();
    }
  }

  static CommandException notLoggedIn() {
    return Errors.error("NOAUTH Authentication required.");
  }
}
