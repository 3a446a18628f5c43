package io.fakeredis.lettuce;

import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.fakeredis.FakeServer;
import io.fakeredis.server.TcpFakeServer;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.sync.RedisCommands;
import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.Delay;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** An empty server at the end of a {@link Way}, and a client of it. */
final class Site implements AutoCloseable {
  static final @Nullable String TARGET = System.getProperty("fakeredis.target");

  private static final Duration PATIENCE = Duration.ofSeconds(5);

  /** One for all tests, as it is meant; it tries soon to connect again. */
  private static final ClientResources RESOURCES =
      ClientResources.builder().reconnectDelay(Delay.constant(Duration.ofMillis(10))).build();

  private final Way way;
  private final @Nullable FakeServer fake;
  private final @Nullable TcpFakeServer door;
  private final RedisClient client;

  Site(Way way) {
    this.way = way;
    this.fake = way.kind() == Way.Kind.REAL ? null : FakeServer.create();
    this.door = way.kind() == Way.Kind.TCP ? TcpFakeServer.start(fake()) : null;
    this.client = client(uri());
    client.setOptions(options().build());
    if (way.kind() == Way.Kind.REAL) {
      sync().flushall();
    }
  }

  RedisURI uri() {
    return switch (way.kind()) {
      case IN_PROCESS -> RedisURI.create("redis://in.process");
      case TCP -> RedisURI.create(Objects.requireNonNull(door).uri());
      case REAL -> RedisURI.create(Objects.requireNonNull(TARGET));
    };
  }

  private RedisClient client(RedisURI uri) {
    return way.kind() == Way.Kind.IN_PROCESS
        ? FakeRedisClient.create(fake(), uri, RESOURCES)
        : RedisClient.create(RESOURCES, uri);
  }

  ClientOptions.Builder options() {
    return ClientOptions.builder().protocolVersion(way.protocol());
  }

  Way way() {
    return way;
  }

  /** The fake; a scenario that needs it is left out on a real server. */
  FakeServer fake() {
    assumeTrue(fake != null, "needs the fake");
    return Objects.requireNonNull(fake);
  }

  RedisClient client() {
    return client;
  }

  StatefulRedisConnection<String, String> connect() {
    return client.connect();
  }

  RedisCommands<String, String> sync() {
    return connect().sync();
  }

  /** Waits until that many clients are blocked. */
  static void awaitBlocked(RedisCommands<String, String> observer, int clients) {
    await(() -> observer.info("clients").contains("blocked_clients:" + clients));
  }

  /** Waits until it is so. */
  static void await(BooleanSupplier condition) {
    assertTimeoutPreemptively(
        PATIENCE,
        () -> {
          while (!condition.getAsBoolean()) {
            Thread.sleep(1);
          }
        });
  }

  @Override
  public void close() {
    client.shutdown(0, PATIENCE.toSeconds(), TimeUnit.SECONDS);
    if (door != null) {
      door.close();
    }
    if (fake != null) {
      fake.close();
    }
  }
}
