package io.fakeredis.core.replication;

import io.fakeredis.core.engine.Session;

/** How far replicas have to get until they know of all that a client has written. */
public final class LastWrite {
  private long offset;

  private LastWrite() {}

  public static LastWrite of(Session session) {
    return session.part(LastWrite.class, s -> new LastWrite());
  }

  public long offset() {
    return offset;
  }

  void offset(long now) {
    offset = now;
  }
}
