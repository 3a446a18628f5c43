package io.fakeredis.core.engine;

import io.fakeredis.api.Args;
import io.fakeredis.api.Bytes;

/** Whom a client acts for, and what that user may do. */
public interface User {

  /** The name, with bytes for characters. */
  String name();

  /** Whether clients are this user without telling a password. */
  boolean isOpen();

  /** Whether every password fits. */
  boolean isWithoutPassword();

  /**
   * Lets a call of the session's user pass, or takes down the attempt.
   *
   * @throws io.fakeredis.api.CommandException with the error that fits the session's context
   */
  void check(Session session, CommandTable.Row row, Args args);

  /** Whether a call would pass. */
  boolean mayCall(Session session, CommandTable.Row row, Args args);

  /** Whether a call that would pass may also read keys that its arguments don't name. */
  boolean mayReadAnyKey(Session session, CommandTable.Row row, Args args);

  /** Whether the user may read the key. */
  boolean mayRead(Bytes key);
}
