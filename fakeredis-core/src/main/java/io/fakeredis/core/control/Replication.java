package io.fakeredis.core.control;

import io.fakeredis.core.engine.Engine;

/** What a server without replicas tells of replication. */
final class Replication {
  private final Engine engine;
  private String id;

  private Replication(Engine engine) {
    this.engine = engine;
    this.id = ServerInfo.randomId(engine);
  }

  static Replication of(Engine engine) {
    return engine.part(Replication.class, Replication::new);
  }

  /** The replication id. */
  String id() {
    return id;
  }

  void changeId() {
    id = ServerInfo.randomId(engine);
  }
}
