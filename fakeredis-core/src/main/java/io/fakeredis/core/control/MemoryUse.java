package io.fakeredis.core.control;

import io.fakeredis.core.engine.Engine;
import io.fakeredis.core.keyspace.Eviction;
import io.fakeredis.core.replication.Followers;
import java.util.Locale;

/** About how much memory the real server would use in this one's place. */
final class MemoryUse {
  /** What an empty server uses. */
  static final long STARTUP = Eviction.STARTUP;

  private final Engine engine;
  private long peak;
  private long peakAt;

  private MemoryUse(Engine engine) {
    this.engine = engine;
    this.peakAt = engine.time().millis();
  }

  static MemoryUse of(Engine engine) {
    return engine.part(MemoryUse.class, MemoryUse::new);
  }

  /** What the data set takes, keys and tables included. */
  long dataset() {
    return engine.keyspace().memory();
  }

  /** What clients take. */
  long clients() {
    return ClientMemory.of(engine).sum(false);
  }

  /** What replicas take. */
  long followers() {
    return ClientMemory.of(engine).sum(true);
  }

  /** What is kept for replicas that come back. */
  long backlog() {
    return Followers.of(engine).keepsBacklog() ? engine.settings().number("repl-backlog-size") : 0;
  }

  /** What is used for other things than data. */
  long overhead() {
    return STARTUP + clients() + followers() + backlog();
  }

  long used() {
    long used = overhead() + dataset();
    if (used > peak) {
      peak = used;
      peakAt = engine.time().millis();
    }
    return used;
  }

  /** The most that was seen so far. */
  long peak() {
    return Math.max(peak, used());
  }

  /** When that was, in milliseconds since 1970. */
  long peakAt() {
    return peakAt;
  }

  /** CONFIG RESETSTAT. */
  void resetPeak() {
    peak = 0;
  }

  /** A number of bytes as INFO shows it to people. */
  static String human(long bytes) {
    String[] units = {"B", "K", "M", "G", "T", "P"};
    double number = bytes;
    int unit = 0;
    while (number >= 1024 && unit < units.length - 1) {
      number /= 1024;
      unit++;
    }
    return unit == 0 ? bytes + "B" : String.format(Locale.ROOT, "%.2f%s", number, units[unit]);
  }
}
