package io.fakeredis.junit;

import io.fakeredis.FakeServer;
import io.fakeredis.ManualClock;
import io.fakeredis.server.TcpFakeServer;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;

/** The server of a test, fake or real, with everything that was made for the test. */
final class TestServer implements AutoCloseable {
  private final @Nullable FakeServer fake;
  private final @Nullable ManualClock clock;
  private final @Nullable URI real;
  private final Deque<AutoCloseable> opened = new ArrayDeque<>();
  private @Nullable TcpFakeServer tcp;

  private TestServer(@Nullable FakeServer fake, @Nullable ManualClock clock, @Nullable URI real) {
    this.fake = fake;
    this.clock = clock;
    this.real = real;
  }

  static TestServer fake(FakeRedisTest settings) {
    FakeServer.Builder builder = FakeServer.builder().profile(settings.profile());
    String[] config = settings.config();
    if (config.length % 2 != 0) {
      throw new ExtensionConfigurationException("config takes names and values in turn");
    }
    for (int i = 0; i < config.length; i += 2) {
      builder.config(config[i], config[i + 1]);
    }
    if (settings.time() == FakeRedisTest.Time.REAL) {
      return new TestServer(builder.build(), null, null);
    }
    ManualClock clock = ManualClock.startingNow();
    return new TestServer(builder.clock(clock).build(), clock, null);
  }

  /** A server that is there already, and what is to be done when it is not needed any more. */
  static TestServer real(URI uri, Runnable giveBack) {
    TestServer server = new TestServer(null, null, uri);
    server.opened.push(giveBack::run);
    return server;
  }

  ManualClock clock() {
    if (clock == null) {
      throw new ExtensionConfigurationException(
          "a ManualClock needs a fake server and @FakeRedisTest(time = Time.MANUAL)");
    }
    return clock;
  }

  /** The fake server, null if the test runs against a real one. */
  @Nullable FakeServer fake() {
    return fake;
  }

  FakeServer fakeOrFail(Class<?> wanted) {
    if (fake == null) {
      throw new ExtensionConfigurationException(
          "a real server cannot be injected as "
              + wanted.getSimpleName()
              + "; this test runs against "
              + real);
    }
    return fake;
  }

  /** The server's door for TCP, opened at first use. */
  TcpFakeServer tcp() {
    TcpFakeServer door = tcp;
    if (door == null) {
      door = TcpFakeServer.start(fakeOrFail(TcpFakeServer.class));
      tcp = door;
    }
    return door;
  }

  URI uri() {
    return real != null ? real : tcp().uri();
  }

  /** Has the thing closed when the test is over. */
  <T extends AutoCloseable> T closing(T thing) {
    opened.push(thing);
    return thing;
  }

  @Override
  public void close() {
    while (!opened.isEmpty()) {
      closeQuietly(opened.pop());
    }
    if (tcp != null) {
      tcp.close();
    }
    if (fake != null) {
      fake.close();
    }
  }

  /** A client that fails to close must not hide the result of the test. */
  private static void closeQuietly(AutoCloseable thing) {
    try {
      thing.close();
    } catch (Exception e) {
      if (e instanceof InterruptedException) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
