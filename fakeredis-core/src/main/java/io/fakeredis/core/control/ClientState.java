package io.fakeredis.core.control;

import io.fakeredis.api.Bytes;
import io.fakeredis.core.engine.Session;

/** What CLIENT has set for a session. */
final class ClientState {
  Bytes libraryName = Bytes.EMPTY;
  Bytes libraryVersion = Bytes.EMPTY;
  boolean noEvict;

  /** Has told with CLIENT CAPA that it goes where a replica sends it. */
  boolean followsRedirects;

  /** Has told with CLIENT IMPORT-SOURCE that its writes come from another server. */
  boolean isImportSource;

  /** Has ever begun a transaction or watched a key. */
  boolean knowsTransactions;

  static ClientState of(Session session) {
    return session.part(ClientState.class, s -> new ClientState());
  }
}
