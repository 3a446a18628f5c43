package io.fakeredis.core.engine;

import io.fakeredis.api.Args;
import io.fakeredis.api.Bytes;
import io.fakeredis.api.Reply;
import io.fakeredis.api.Result;
import org.jspecify.annotations.Nullable;

/** Hears of every call: those of clients, of EXEC and of scripts. */
public interface CallObserver {

  /** A client's call was admitted, or is tried again after it has waited. */
  default void calling(Session session) {}

  /** A call that was admitted is about to run. */
  default void starting(Session session, CommandTable.Row row, Args args) {}

  /** The call that runs has looked for a key in order to read it. */
  default void lookedUp(int database, Bytes key, boolean found) {}

  /** A handler is done, be it that it failed; what it has emptied is still there. */
  default void handled(Session session, CommandTable.Row row, Args args) {}

  /** A call has run. */
  default void ended(Session session, CommandTable.Row row, Args args, Result result, long nanos) {}

  /** A call that waited was served; the time is what the server had to do for it at the end. */
  default void waited(Session session, CommandTable.Row row, Args args, Reply reply, long nanos) {}

  /** A call that waited has its reply though nobody served it: the time was up, for instance. */
  default void waitedInVain(Session session, CommandTable.Row row, Args args, Reply reply) {
    waited(session, row, args, reply, 0);
  }

  /**
   * A call was refused before it could run.
   *
   * @param row null if there is no such command
   */
  default void refused(CommandTable.@Nullable Row row, Reply.Error error) {}
}
