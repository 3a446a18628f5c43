package io.fakeredis.core.control;

import io.fakeredis.core.engine.Engine;
import io.fakeredis.core.engine.Session;
import java.util.HashMap;
import java.util.Map;

/** How much output clients may leave unread: client-output-buffer-limit. */
public final class OutputLimits {
  private static final String SETTING = "client-output-buffer-limit";
  private static final int WORDS = 4;
  private static final long SECOND = 1000;
  private static final Limit NONE = new Limit(0, 0, 0);

  private final Engine engine;
  private final Map<String, Limit> limits = new HashMap<>();

  /** What nobody is disconnected for: one comparison is all that most replies cost. */
  private long harmless;

  /** In bytes and milliseconds; 0 for none. */
  private record Limit(long hard, long soft, long softMillis) {
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
              Long.parseLong(words[i + 3]) * SECOND);
      limits.put(words[i], limit);
      harmless = Math.min(harmless, limit.least());
    }
  }

  /** A watch over what one client leaves unread. */
  public Watch watch(Session session) {
    return new Watch(session);
  }

  private Limit limit(Session session) {
    if (Monitors.of(engine).isWatching(session)) {
      return limits.getOrDefault("slave", NONE);
    }
    return limits.getOrDefault(PubSub.isSubscribed(session) ? "pubsub" : "normal", NONE);
  }

  /** Watches over what one client leaves unread. */
  public final class Watch {
    private final Session session;
    private boolean isOverSoftLimit;
    private long overSoftLimitSince;

    private Watch(Session session) {
      this.session = session;
    }

    /** The client has taken what there was. */
    public void taken() {
      isOverSoftLimit = false;
    }

    /** Whether so many unread bytes are too many, or have been for too long. */
    public boolean isTooMuch(long bytes) {
      if (bytes < harmless) {
        isOverSoftLimit = false;
        return false;
      }
      Limit limit = limit(session);
      if (limit.hard() > 0 && bytes >= limit.hard()) {
        return true;
      }
      long now = engine.keyspace().now();
      if (limit.soft() == 0 || bytes < limit.soft()) {
        isOverSoftLimit = false;
      } else if (!isOverSoftLimit) {
        isOverSoftLimit = true;
        overSoftLimitSince = now;
      }
      return isOverSoftLimit && now - overSoftLimitSince > limit.softMillis();
    }
  }
}
