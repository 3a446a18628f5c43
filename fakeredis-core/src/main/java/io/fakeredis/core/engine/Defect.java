package io.fakeredis.core.engine;

import io.fakeredis.api.Reply;

/**
 * A defect of a handler, perhaps a plug-in's, must neither hang the client nor end the server. Most
 * servers never have one, and so need no logger.
 */
final class Defect {
  private static final System.Logger LOGGER = System.getLogger("io.fakeredis");

  private Defect() {}

  /** Logs what has gone wrong; the client gets the reply. */
  static Reply report(CommandTable.Row row, Throwable cause) {
    String name = row.command().name();
    LOGGER.log(
        System.Logger.Level.ERROR, "command {0} of plug-in {1} failed", name, row.plugin().name());
    LOGGER.log(System.Logger.Level.ERROR, "the cause", cause);
    String reason = String.valueOf(cause).replaceAll("[\\r\\n]", " ");
    return Reply.error("ERR fakeredis: " + name + " failed, which is a defect: " + reason);
  }
}
