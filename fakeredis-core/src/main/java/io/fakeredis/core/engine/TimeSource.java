package io.fakeredis.core.engine;

import java.time.Instant;
import java.time.InstantSource;

/** The one place that asks what time it is, and how long something took. */
public final class TimeSource {
  private final InstantSource instants;
  private final boolean real;

  private TimeSource(InstantSource instants, boolean real) {
    this.instants = instants;
    this.real = real;
  }

  /** The machine's clock. */
  public static TimeSource system() {
    return new TimeSource(InstantSource.system(), true);
  }

  /** A clock of the test's own. */
  public static TimeSource of(InstantSource instants) {
    return new TimeSource(instants, false);
  }

  /** Whether time goes by of itself, at the pace of the machine's clock. */
  public boolean isReal() {
    return real;
  }

  InstantSource instants() {
    return instants;
  }

  /** Milliseconds since 1970. */
  public long millis() {
    return real ? System.currentTimeMillis() : instants.millis();
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
}
