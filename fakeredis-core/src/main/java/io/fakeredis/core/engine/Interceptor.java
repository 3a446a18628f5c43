package io.fakeredis.core.engine;

import io.fakeredis.api.Args;
import io.fakeredis.api.Reply;

/** Stands between the clients and the server: how a test listens in, and how it breaks things. */
public interface Interceptor {

  /**
   * Whether a client's call goes on to the server. If not, the interceptor has seen to what becomes
   * of it.
   */
  default boolean passes(Session session, Args args) {
    return true;
  }

  /** A client's call has its reply, which is about to be handed over. */
  default void answered(Session session, Args args, Reply reply) {}
}
