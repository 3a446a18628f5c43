package io.fakeredis.core.engine;

import io.fakeredis.api.Timer;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import org.jspecify.annotations.Nullable;

/**
 * What is to be done at a certain time by the server's clock. A daemon thread waits for it, started
 * when there is something to wait for and ended when there is nothing more. A clock that says when
 * it moves needs no thread.
 */
public final class Timers {
  private static final long POLL_MILLIS = 5;

  private final Engine engine;
  private final Condition changed;
  private final TreeSet<Planned> timers = new TreeSet<>();
  private long sequence;
  private @Nullable Thread thread;

  private final class Planned implements Timer, Comparable<Planned> {
    private final long at;
    private final long number;
    private final Runnable action;

    private Planned(long at, long number, Runnable action) {
      this.at = at;
      this.number = number;
      this.action = action;
    }

    @Override
    public void cancel() {
      timers.remove(this);
    }

    @Override
    public int compareTo(Planned other) {
      return at != other.at ? Long.compare(at, other.at) : Long.compare(number, other.number);
    }
  }

  Timers(Engine engine) {
    this.engine = engine;
    this.changed = engine.lock().newCondition();
  }

  /** Plans the action, to be run under the engine's lock. */
  public Timer at(long millis, Runnable action) {
    Planned timer = new Planned(millis, sequence++, action);
    timers.add(timer);
    if (thread == null && !engine.isClosed() && !engine.time().isAnnounced()) {
      thread = new Thread(this::waitAndRun, "fakeredis-timer");
      thread.setDaemon(true);
      thread.start();
    } else {
      changed.signalAll();
    }
    return timer;
  }

  /** Runs what is due by the server's clock. */
  void runDue() {
    if (engine.isBusy()) {
      return;
    }
    long now = engine.time().millis();
    while (!timers.isEmpty() && timers.first().at <= now) {
      Planned timer = timers.first();
      timers.remove(timer);
      timer.action.run();
    }
  }

  private void waitAndRun() {
    engine.lock().lock();
    try {
      while (!timers.isEmpty() && !engine.isClosed()) {
        engine.run(this::runDue);
        await();
      }
    } finally {
      thread = null;
      engine.lock().unlock();
    }
  }

  @SuppressWarnings("WaitNotInLoop") // the loop is in waitAndRun
  private void await() {
    if (timers.isEmpty()) {
      return;
    }
    Planned next = timers.first();
    long millis = engine.time().isReal() ? next.at - engine.time().millis() : POLL_MILLIS;
    try {
      if (!changed.await(Math.max(1, millis), TimeUnit.MILLISECONDS)) {
        return; // the time is up
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      timers.clear();
    }
  }

  /** Lets everything go. */
  void close() {
    timers.clear();
    changed.signalAll();
  }
}
