package io.fakeredis.core.engine;

import io.fakeredis.api.Reply;

/**
 * Where a session's replies go. All methods are called under the engine's lock and return at once.
 */
public interface Sink {

  /** The reply to the oldest call that has none yet. */
  void reply(Reply reply);

  /** A message out of band: pub/sub, invalidation. */
  void push(Reply message);

  /** The session waits no longer: calls that came meanwhile can be run now. */
  void resume();

  /** How many bytes of output the client has not taken yet, if that can be told. */
  default long unreadBytes() {
    return 0;
  }

  /** Bytes that are no reply: what a replica is told. */
  default void send(byte[] bytes) {
    throw new UnsupportedOperationException("only a connection of bytes can be a replica's");
  }

  /** Whether the client does not take its output as quickly as it comes. */
  default boolean isStalled() {
    return false;
  }

  /** How many bytes of input stand in the buffer, those of the call that is run among them. */
  default long inputBytes() {
    return 0;
  }

  /** The server ends the connection; replies given before are still to be delivered. */
  void close();

  /** The server ends the connection; what the client has not received yet is lost. */
  default void cutOff() {
    close();
  }
}
