package io.fakeredis.core.control;

import io.fakeredis.core.engine.Engine;
import io.fakeredis.core.engine.Session;

/**
 * Valkey's {@code import-mode}: while data come in from another server, nothing expires and nothing
 * is evicted. Keys whose time is up are hidden, but for clients that are an import source.
 */
final class ImportMode {
  private static final String SETTING = "import-mode";

  private final Engine engine;
  private boolean on;

  private ImportMode(Engine engine) {
    this.engine = engine;
    if (engine.configuration().has(SETTING)) {
      engine.configuration().onChange(SETTING, this::readSetting);
      readSetting();
    }
  }

  static ImportMode of(Engine engine) {
    return engine.part(ImportMode.class, ImportMode::new);
  }

  private void readSetting() {
    boolean wanted = engine.settings().enabled(SETTING);
    if (wanted && !on) {
      engine.keyspace().holdExpiry();
    } else if (!wanted && on) {
      engine.keyspace().releaseExpiry();
    }
    on = wanted;
  }

  boolean isOn() {
    return on;
  }

  /** Whether the session sees keys whose time is up. */
  boolean showsExpired(Session session) {
    return on && ClientState.of(session).isImportSource;
  }
}
