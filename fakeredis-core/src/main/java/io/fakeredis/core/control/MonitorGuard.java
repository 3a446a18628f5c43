package io.fakeredis.core.control;

import io.fakeredis.api.Args;
import io.fakeredis.api.Command;
import io.fakeredis.api.Errors;
import io.fakeredis.api.Feature;
import io.fakeredis.api.Flag;
import io.fakeredis.api.Profile;
import io.fakeredis.core.engine.CommandTable;
import io.fakeredis.core.engine.Guard;
import io.fakeredis.core.engine.Session;

/** Since 6.2 a client that said MONITOR counts as a replica, and these are kept from the keys. */
public final class MonitorGuard implements Guard {
  private static final Feature KEPT_FROM_KEYS = Feature.since("MONITOR.kept-from-keys", "6.2");
  private static final Feature SPELT_RIGHT = Feature.since("MONITOR.spelt-right", "7.0");

  @Override
  public boolean concerns(Command command, Profile profile) {
    boolean touchesKeys = command.has(Flag.READONLY) || command.has(Flag.WRITE);
    return touchesKeys && profile.has(KEPT_FROM_KEYS);
  }

  @Override
  public void check(Session session, CommandTable.Row row, Args args) {
    if (Monitors.isWatching(session)) {
      boolean spelt = session.engine().profile().has(SPELT_RIGHT);
      throw Errors.error(
          "ERR Replica can't " + (spelt ? "interact" : "interract") + " with the keyspace");
    }
  }
}
