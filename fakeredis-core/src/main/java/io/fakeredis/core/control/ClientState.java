package io.fakeredis.core.control;

import io.fakeredis.api.Bytes;
import io.fakeredis.core.engine.Session;

/** What CLIENT has set for a session. */
final class ClientState {
  Bytes libraryName = Bytes.EMPTY;
  Bytes libraryVersion = Bytes.EMPTY;
  boolean noEvict;

  static ClientState of(Session session) {
    return session.part(ClientState.class, s -> new ClientState());
  }
}
