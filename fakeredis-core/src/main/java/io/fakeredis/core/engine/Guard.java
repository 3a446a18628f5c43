package io.fakeredis.core.engine;

import io.fakeredis.api.Args;
import io.fakeredis.api.Command;
import io.fakeredis.api.Profile;

/** A condition that every call has to meet before it is run or queued. */
public interface Guard {

  /** Whether calls of the command may be refused at all. */
  default boolean concerns(Command command, Profile profile) {
    return true;
  }

  /**
   * Lets the call pass, or not.
   *
   * @throws io.fakeredis.api.CommandException with the error that the client gets
   */
  void check(Session session, CommandTable.Row row, Args args);

  /**
   * Lets a call pass that a script makes, or not. Most conditions hold for the script as a whole.
   *
   * @throws io.fakeredis.api.CommandException with the error that the script gets
   */
  default void checkFromScript(Session session, CommandTable.Row row, Args args) {}

  /**
   * Whether a call is known to write nothing though others of its command may: it need not wait for
   * the end of CLIENT PAUSE WRITE.
   */
  default boolean isHarmless(Session session, CommandTable.Row row, Args args) {
    return false;
  }

  /**
   * Lets a script or function begin that declares that it writes, or not.
   *
   * @throws io.fakeredis.api.CommandException with the error that the client gets
   */
  default void checkWritingScript(Session session) {}
}
