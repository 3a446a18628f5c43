package io.fakeredis;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A clock that stands still until it is told to move. The servers that go by it notice at once:
 * keys expire, and blocked clients time out, before {@link #advance} returns.
 */
public final class ManualClock implements InstantSource {
  private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
  private volatile Instant now;

  /** A clock that shows that time. */
  public ManualClock(Instant start) {
    this.now = start;
  }

  /** A clock that shows the time at which it was made. */
  public static ManualClock startingNow() {
    return new ManualClock(InstantSource.system().instant());
  }

  @Override
  public Instant instant() {
    return now;
  }

  /** Moves the time on. */
  public void advance(Duration by) {
    moveTo(now.plus(by));
  }

  /** Sets the time, which may go back too. */
  public void moveTo(Instant time) {
    now = time;
    listeners.forEach(Runnable::run);
  }

  void listen(Runnable listener) {
    listeners.add(listener);
  }

  void forget(Runnable listener) {
    listeners.remove(listener);
  }
}
