package io.fakeredis.core.engine;

import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;

/** The one place that asks what time it is, and how long something took. */
public final class TimeSource {
  private final InstantSource instants;
  private final Pace pace;

  private enum Pace {
    REAL,
    UNKNOWN,
    ANNOUNCED
  }

  private TimeSource(InstantSource instants, Pace pace) {
    this.instants = instants;
    this.pace = pace;
  }

  /** The machine's clock. */
  public static TimeSource system() {
    return new TimeSource(InstantSource.system(), Pace.REAL);
  }

  /** A clock of the test's own. */
  public static TimeSource of(InstantSource instants) {
    return new TimeSource(instants, Pace.UNKNOWN);
  }

  /** A clock of the test's own that has {@link Engine#timeMoved} called when it moves. */
  public static TimeSource announced(InstantSource instants) {
    return new TimeSource(instants, Pace.ANNOUNCED);
  }

  /** Whether time goes by of itself, at the pace of the machine's clock. */
  public boolean isReal() {
    return pace == Pace.REAL;
  }

  /** Whether the engine is told when the time moves. */
  public boolean isAnnounced() {
    return pace == Pace.ANNOUNCED;
  }

  InstantSource instants() {
    return instants;
  }

  /** Milliseconds since 1970. */
  public long millis() {
    return isReal() ? System.currentTimeMillis() : instants.millis();
  }

  /** Microseconds since 1970. */
  public long micros() {
    Instant now = instants.instant();
    return now.getEpochSecond() * 1_000_000 + now.getNano() / 1_000;
  }

  /** Nanoseconds from an arbitrary origin, to measure durations with; always the machine's. */
  public static long nanos() {
    return System.nanoTime();
  }

  /** Lets the thread, and all who wait for it, do nothing for that long. */
  public static void sleep(long nanos) {
    try {
      TimeUnit.NANOSECONDS.sleep(nanos);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
