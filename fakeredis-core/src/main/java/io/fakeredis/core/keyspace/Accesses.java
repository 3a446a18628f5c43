package io.fakeredis.core.keyspace;

import io.fakeredis.api.Settings;
import io.fakeredis.core.keyspace.EvictionPolicy.Measure;
import java.util.random.RandomGenerator;

/** Takes down when keys are accessed, and how often, as the eviction policy asks for it. */
final class Accesses {
  private static final int MOST = 255;
  private static final int COUNTER_BITS = 8;
  private static final long MINUTES = 0xFFFF;
  private static final long CLOCK = 0xFFFFFF;
  private static final long SECOND = 1000;
  private static final long MINUTE = 60 * SECOND;

  private final Settings settings;
  private final RandomGenerator random;
  private Measure measure = Measure.NONE;
  private boolean ignored;

  Accesses(Settings settings, RandomGenerator random) {
    this.settings = settings;
    this.random = random;
  }

  void measure(Measure current) {
    measure = current;
  }

  /** Whether it counts how often keys are accessed. */
  boolean countsUse() {
    return measure == Measure.LFU;
  }

  /**
   * The real server has one word for the time of an access and for the counter of accesses; after a
   * change of policy it takes the one for the other.
   */
  void reread(Entry entry, long now) {
    if (countsUse()) {
      long clock = entry.accessedAt / SECOND & CLOCK;
      long minutes = now / MINUTE - (clock >> COUNTER_BITS) & MINUTES;
      entry.accessedAt = now - minutes * MINUTE;
      entry.frequency((int) (clock & MOST));
    } else {
      long word = (entry.accessedAt / MINUTE & MINUTES) << COUNTER_BITS | entry.frequency();
      long seconds = now / SECOND - word & CLOCK;
      entry.accessedAt = now - seconds * SECOND;
    }
  }

  /** Whether accesses leave no trace for now, as CLIENT NO-TOUCH asks for it. */
  void ignore(boolean yes) {
    ignored = yes;
  }

  /** The entry was looked up for its value. */
  void accessed(Entry entry, long now) {
    if (ignored || measure == Measure.LRM) {
      return;
    }
    if (measure == Measure.LFU) {
      entry.frequency(incremented(entry.frequency(now, settings)));
    }
    entry.accessedAt = now;
  }

  /** The entry's value was changed. */
  void changed(Entry entry, long now) {
    if (measure == Measure.LRM) {
      entry.accessedAt = now;
    }
  }

  /** The higher the counter, the less likely another access is counted. */
  private int incremented(int frequency) {
    if (frequency == MOST) {
      return MOST;
    }
    long above = Math.max(0, frequency - Entry.NEW_FREQUENCY);
    double chance = 1.0 / (above * settings.number("lfu-log-factor") + 1);
    return random.nextDouble() < chance ? frequency + 1 : frequency;
  }
}
