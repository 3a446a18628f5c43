package io.fakeredis.core.keyspace;

import io.fakeredis.api.Settings;
import io.fakeredis.core.keyspace.EvictionPolicy.Measure;
import java.util.random.RandomGenerator;

/** Takes down when keys are accessed, and how often, as the eviction policy asks for it. */
final class Accesses {
  private static final int MOST = 255;

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
      entry.frequency = incremented(entry.frequency(now, settings));
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
