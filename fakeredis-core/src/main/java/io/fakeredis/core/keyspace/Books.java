package io.fakeredis.core.keyspace;

import io.fakeredis.api.Bytes;
import io.fakeredis.api.ValueType;
import java.util.List;

/** Who wants to hear of what happens to keys. */
public interface Books {

  /** The key was changed, removed, or its time to live was set: WATCH and tracking are to know. */
  void touched(int database, Bytes key);

  /**
   * Something worth a keyspace event happened.
   *
   * @param eventClass a letter of notify-keyspace-events: {@code 'g'}, {@code '$'}, {@code 'l'} ...
   * @param subkeys the parts of the value that it happened to; mostly none are told of
   */
  void event(int database, char eventClass, String event, Bytes key, List<Bytes> subkeys);

  /** As the other, of the value as a whole. */
  default void event(int database, char eventClass, String event, Bytes key) {
    event(database, eventClass, event, key, List.of());
  }

  /** The key holds a value of the type that may serve a blocked client. */
  void ready(int database, Bytes key, ValueType<?> type);

  /** The key is no more, or holds another type than before. */
  void gone(int database, Bytes key);

  /** All keys of the database, or of all databases if it is negative, are about to go. */
  void flushed(int database);

  /** A key was looked up for reading and found, or not. */
  void lookedUp(int database, Bytes key, boolean found);

  /** A key's time was up and it was removed. */
  void expired(int database, Bytes key);

  /** The time of members of a value was up and they were removed. */
  void expiredInside(int database, Bytes key, List<Bytes> members);

  /** A key got another value in place of the one it had. */
  void overwritten(int database, Bytes key, boolean anotherType);
}
