package io.fakeredis.core.engine;

import io.fakeredis.api.Args;
import io.fakeredis.api.Command;
import io.fakeredis.api.Errors;
import io.fakeredis.api.Feature;
import io.fakeredis.api.Flag;
import io.fakeredis.api.Profile;

/** Some commands have no place in a transaction. */
public final class TransactionGuard implements Guard {
  private static final Feature REFUSES = Feature.since("MULTI.refuses-commands", "7.0");
  private static final Feature NAMES_REFUSED =
      Feature.since("MULTI.names-refused-command", "valkey 9.0");

  @Override
  public boolean concerns(Command command, Profile profile) {
    return command.has(Flag.NO_MULTI) && profile.has(REFUSES);
  }

  @Override
  public void check(Session session, CommandTable.Row row, Args args) {
    if (session.transaction() != null) {
      boolean names = session.engine().profile().has(NAMES_REFUSED);
      String which = names ? "Command '" + row.command().fullName() + "'" : "Command";
      throw Errors.error("ERR " + which + " not allowed inside a transaction");
    }
  }
}
