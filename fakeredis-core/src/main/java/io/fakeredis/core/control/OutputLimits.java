package io.fakeredis.core.control;

import io.fakeredis.api.Feature;
import io.fakeredis.api.Timer;
import io.fakeredis.core.engine.Engine;
import io.fakeredis.core.engine.Session;
import io.fakeredis.core.replication.Follower;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How much output clients may leave unread: client-output-buffer-limit. */
public final class OutputLimits {
  private static final String SETTING = "client-output-buffer-limit";
  private static final int WORDS = 4;
  private static final long SECOND = 1000;
  private static final Limit NONE = new Limit(0, 0, 0);

  /** So that nobody fills the memory without a password. */
  private static final Feature LIMITS_STRANGERS = Feature.since("AUTH.limits-output-before", "8.0");

  /** A buffer of 16 KB, which is never counted, and a little. */
  private static final Limit STRANGERS = new Limit(17 * 1024, 0, 0);

  private final Engine engine;
  private final Map<String, Limit> limits = new HashMap<>();

  /** What nobody is disconnected for: one comparison is all that most replies cost. */
  private long harmless;

  /** In bytes and seconds; 0 for none. */
  private record Limit(long hard, long soft, long softSeconds) {
    private long least() {
      long least = hard == 0 ? Long.MAX_VALUE : hard;
      return soft == 0 ? least : Math.min(least, soft);
    }
  }

  private OutputLimits(Engine engine) {
    this.engine = engine;
    engine.configuration().onChange(SETTING, this::read);
    read();
  }

  public static OutputLimits of(Engine engine) {
    return engine.part(OutputLimits.class, OutputLimits::new);
  }

  private void read() {
    String[] words = engine.settings().text(SETTING).split(" ", -1);
    harmless = Long.MAX_VALUE;
    for (int i = 0; i + WORDS <= words.length; i += WORDS) {
      Limit limit =
          new Limit(
              Long.parseLong(words[i + 1]),
              Long.parseLong(words[i + 2]),
              Long.parseLong(words[i + 3]));
      limits.put(words[i], limit);
      harmless = Math.min(harmless, limit.least());
    }
  }

  /**
   * A watch over what one client leaves unread.
   *
   * @param cutOff what is done when it has been too much for too long
   */
  public Watch watch(Session session, Runnable cutOff) {
    return new Watch(session, cutOff);
  }

  private Limit limit(Session session) {
    if (Follower.is(session)) {
      return limits.getOrDefault("slave", NONE);
    }
    return limits.getOrDefault(PubSub.isSubscribed(session) ? "pubsub" : "normal", NONE);
  }

  /** Watches over what one client leaves unread. */
  public final class Watch {
    private final Session session;
    private final Runnable cutOff;
    private boolean isOverSoftLimit;
    private long overSoftLimitSince;
    private @Nullable Timer timer;

    private Watch(Session session, Runnable cutOff) {
      this.session = session;
      this.cutOff = cutOff;
    }

    /** The client has taken what there was. */
    public void taken() {
      isOverSoftLimit = false;
    }

    /** Whether so many unread bytes are too many, or have been for too long. */
    public boolean isTooMuch(long bytes) {
      if (bytes < harmless && (bytes < STRANGERS.hard() || !isStranger())) {
        isOverSoftLimit = false;
        return false;
      }
      Limit limit = isStranger() ? STRANGERS : limit(session);
      return (limit.hard() > 0 && bytes >= limit.hard()) || isTooMuchForLong(bytes, limit);
    }

    private boolean isTooMuchForLong(long bytes, Limit limit) {
      if (limit.soft() == 0 || bytes < limit.soft()) {
        isOverSoftLimit = false;
        return false;
      }
      long now = Math.floorDiv(engine.keyspace().now(), SECOND);
      if (!isOverSoftLimit) {
        isOverSoftLimit = true;
        overSoftLimitSince = now;
      }
      if (now - overSoftLimitSince > limit.softSeconds()) {
        return true;
      }
      plan(limit);
      return false;
    }

    private boolean isStranger() {
      return session.needsLogin() && engine.profile().has(LIMITS_STRANGERS);
    }

    /** The real server looks after its clients by itself, once a second. */
    private void plan(Limit limit) {
      if (timer == null) {
        long end = overSoftLimitSince + limit.softSeconds() + 1;
        timer = engine.timers().at(end * SECOND, this::look);
      }
    }

    private void look() {
      timer = null;
      if (!session.isClosed() && isTooMuch(session.unreadBytes())) {
        cutOff.run();
      }
    }
  }
}
