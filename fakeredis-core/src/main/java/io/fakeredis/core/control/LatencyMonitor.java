package io.fakeredis.core.control;

import io.fakeredis.core.engine.Engine;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The latest latency spikes of each kind of event. */
final class LatencyMonitor {
  private static final int MOST_SAMPLES = 160;

  private final Engine engine;
  private final Map<String, Series> events = new TreeMap<>();

  /** The worst of a second. */
  record Sample(long second, long millis) {}

  /** The spikes of one kind, the oldest first. */
  static final class Series {
    private final Deque<Sample> samples = new ArrayDeque<>();
    private long worst;
    private long sum;
    private long count;

    private void add(long second, long millis) {
      sum += millis;
      count++;
      worst = Math.max(worst, millis);
      Sample last = samples.peekLast();
      if (last != null && last.second() == second) {
        samples.removeLast();
        samples.addLast(new Sample(second, Math.max(last.millis(), millis)));
        return;
      }
      samples.addLast(new Sample(second, millis));
      if (samples.size() > MOST_SAMPLES) {
        samples.removeFirst();
      }
    }

    Deque<Sample> samples() {
      return samples;
    }

    /** How long the spikes of all time lasted together. */
    long sum() {
      return sum;
    }

    /** How many spikes there were in all time. */
    long count() {
      return count;
    }

    /** The worst of all time. */
    long worst() {
      return worst;
    }
  }

  private LatencyMonitor(Engine engine) {
    this.engine = engine;
  }

  static LatencyMonitor of(Engine engine) {
    return engine.part(LatencyMonitor.class, LatencyMonitor::new);
  }

  void add(String event, long millis) {
    events.computeIfAbsent(event, e -> new Series()).add(now(), millis);
  }

  /** The server's time in seconds since 1970. */
  long now() {
    return Math.floorDiv(engine.time().millis(), 1000);
  }

  Map<String, Series> events() {
    return events;
  }

  @Nullable Series series(String event) {
    return events.get(event);
  }
}
