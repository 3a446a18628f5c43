package io.fakeredis.core.engine;

import io.fakeredis.api.Timer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Keys that expire are noticed when somebody calls. Where somebody only listens, as the subscriber
 * of keyspace events does, this has the server look by itself, as the real one does ten times a
 * second.
 */
final class ExpiryAlarm {
  private final Engine engine;
  private @Nullable Timer timer;
  private long time = Long.MAX_VALUE;

  ExpiryAlarm(Engine engine) {
    this.engine = engine;
  }

  /** Sees to it that the next expiry is noticed, if one of those wants to know. */
  void plan(List<Engine.Observer> observers) {
    long next = engine.keyspace().nextExpiry();
    if (next < time && isAwaited(observers)) {
      if (timer != null) {
        timer.cancel();
      }
      time = next;
      timer = engine.timers().at(next + 1, this::rung);
    }
  }

  private static boolean isAwaited(List<Engine.Observer> observers) {
    for (int i = 0; i < observers.size(); i++) {
      if (observers.get(i).awaitsExpiry()) {
        return true;
      }
    }
    return false;
  }

  /** What is due has expired already, as before any work of the engine. */
  private void rung() {
    timer = null;
    time = Long.MAX_VALUE;
  }
}
