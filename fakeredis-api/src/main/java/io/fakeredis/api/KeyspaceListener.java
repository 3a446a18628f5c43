package io.fakeredis.api;

import java.util.function.Supplier;

/**
 * Hears of what happens to keys, as a module that subscribes to keyspace events does, whatever
 * {@code notify-keyspace-events} says: for plug-ins that keep books of keys beside the databases.
 */
public interface KeyspaceListener {

  /** An event of a key; {@code "loaded"} tells of one that an RDB file has brought. */
  void heard(Database db, String event, Bytes key);

  /** All keys of a database, or of all databases, are about to go. */
  void flushed();

  /**
   * Listeners of one class: every server has its own, which the commands find with {@link
   * Call#part}.
   *
   * @param made makes one
   */
  record Kind<T extends KeyspaceListener>(Class<T> type, Supplier<T> made) {}
}
