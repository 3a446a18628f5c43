package io.fakeredis.compat;

import io.fakeredis.Connection;
import io.fakeredis.FakeServer;
import io.fakeredis.ManualClock;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** A fake in this process, without sockets, by a clock that moves when the case waits. */
final class InProcessTarget implements Target {
  private static final Duration TICK = Duration.ofMillis(1);
  private static final Duration SETTLING = Duration.ofMillis(20);

  private static final Duration BUSY = Duration.ofMillis(100);
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private final ManualClock clock = ManualClock.startingNow();
  private final FakeServer server;

  InProcessTarget(RecordedServer recorded) {
    this.server = RecordedServer.started(recorded.fake().clock(clock));
  }

  @Override
  public Wire connect() {
    return new InProcessWire(server.connect(() -> {}));
  }

  @Override
  public void sleep(Duration duration) {
    for (Duration slept = Duration.ZERO; slept.compareTo(duration) < 0; slept = slept.plus(TICK)) {
      clock.advance(TICK);
    }
  }

  @Override
  public void close() {
    server.close();
  }

  private final class InProcessWire implements Wire {
    private final Connection connection;
    private @Nullable Thread sender;

    private InProcessWire(Connection connection) {
      this.connection = connection;
    }

    @Override
    public void send(byte[] bytes) {
      connection.receive(bytes, 0, bytes.length);
    }

    @Override
    public void sendAndLeave(byte[] bytes) {
      // A busy script keeps the thread that brings it until another client ends it.
      Thread started = new Thread(() -> send(bytes), "sender");
      started.setDaemon(true);
      started.start();
      sender = started;
      while (started.isAlive() && !isBusy(started)) {
        join(started);
      }
      sleep(SETTLING);
    }

    /** Lets real time go by: what a script takes is no matter of the server's clock. */
    private void join(Thread busy) {
      try {
        busy.join(1);
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }

    /** Whether it runs for longer than a call takes, or waits for one that does. */
    private boolean isBusy(Thread sender) {
      return sender.getState() == Thread.State.WAITING
          || THREADS.getThreadCpuTime(sender.getId()) > BUSY.toNanos();
    }

    @Override
    public byte[] receive(Duration timeout) throws EOFException, TimeoutException {
      byte[] output = drain();
      for (Duration waited = Duration.ZERO; output.length == 0; waited = waited.plus(TICK)) {
        if (connection.isClosing()) {
          throw new EOFException();
        }
        if (waited.compareTo(timeout) >= 0) {
          throw new TimeoutException();
        }
        Thread busy = sender;
        if (busy != null && busy.isAlive()) {
          join(busy);
        } else {
          clock.advance(TICK);
        }
        output = drain();
      }
      return output;
    }

    private byte[] drain() {
      ByteArrayOutputStream output = new ByteArrayOutputStream();
      connection.drainTo((array, length) -> output.write(array, 0, length));
      return output.toByteArray();
    }

    @Override
    public void close() {
      connection.close();
    }
  }
}
