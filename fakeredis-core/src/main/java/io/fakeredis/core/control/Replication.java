package io.fakeredis.core.control;

import io.fakeredis.core.engine.Engine;
import java.util.random.RandomGenerator;

/** What a server without replicas tells of replication. */
final class Replication {
  private static final int ID_LENGTH = 40;

  private final RandomGenerator random;
  private String id;

  private Replication(Engine engine) {
    this.random = engine.random();
    this.id = newId();
  }

  static Replication of(Engine engine) {
    return engine.part(Replication.class, Replication::new);
  }

  private String newId() {
    StringBuilder digits = new StringBuilder();
    for (int i = 0; i < ID_LENGTH; i++) {
      digits.append(Character.forDigit(random.nextInt(16), 16));
    }
    return digits.toString();
  }

  /** The replication id. */
  String id() {
    return id;
  }

  void changeId() {
    id = newId();
  }
}
