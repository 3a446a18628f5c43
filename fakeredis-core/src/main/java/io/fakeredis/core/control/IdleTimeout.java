package io.fakeredis.core.control;

import io.fakeredis.api.Timer;
import io.fakeredis.core.engine.Engine;
import io.fakeredis.core.engine.Session;
import io.fakeredis.core.replication.Follower;
import java.util.ArrayList;
import org.jspecify.annotations.Nullable;

/** Disconnects clients that have not called for longer than the parameter timeout allows. */
public final class IdleTimeout {
  private static final String SETTING = "timeout";
  private static final long SECOND = 1000;

  private final Engine engine;
  private @Nullable Timer timer;

  private IdleTimeout(Engine engine) {
    this.engine = engine;
    engine.configuration().onChange(SETTING, this::plan);
    engine.run(this::plan);
  }

  /** Has the engine disconnect idle clients from now on. */
  public static void install(Engine engine) {
    engine.part(IdleTimeout.class, IdleTimeout::new);
  }

  private void plan() {
    if (timer != null) {
      timer.cancel();
      timer = null;
    }
    if (engine.settings().number(SETTING) > 0) {
      timer = engine.timers().at(engine.keyspace().now() + SECOND, this::look);
    }
  }

  private void look() {
    long longest = engine.settings().number(SETTING) * SECOND;
    for (Session session : new ArrayList<>(engine.sessions())) {
      if (engine.keyspace().now() - session.lastCallAt() > longest && mayBeEnded(session)) {
        session.close();
      }
    }
    plan();
  }

  /** Who only waits or listens is not idle. */
  private boolean mayBeEnded(Session session) {
    return !session.isInternal()
        && !session.isBlocked()
        && !PubSub.isSubscribed(session)
        && !Follower.is(session)
        && !Monitors.isWatching(session);
  }
}
