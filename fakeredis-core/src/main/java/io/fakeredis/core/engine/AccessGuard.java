package io.fakeredis.core.engine;

import io.fakeredis.api.Args;

/** Users may do what the ACL allows. */
public final class AccessGuard implements Guard {
  @Override
  public void check(Session session, CommandTable.Row row, Args args) {
    session.user().check(session, row, args);
  }

  @Override
  public void checkFromScript(Session session, CommandTable.Row row, Args args) {
    check(session, row, args);
  }
}
