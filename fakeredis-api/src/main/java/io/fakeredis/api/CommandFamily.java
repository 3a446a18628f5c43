package io.fakeredis.api;

import java.util.List;

/** The commands of one group: a table of rows on top, the handlers beneath. */
public interface CommandFamily {

  /** The group that {@code COMMAND DOCS} names, such as {@code "string"}. */
  String group();

  /**
   * The rows. Where two rows have one name (a command whose arity changed, say), a server has the
   * one with the highest {@code since} that its profile reaches.
   */
  List<Command> commands();
}
