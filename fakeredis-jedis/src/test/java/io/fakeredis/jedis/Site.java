package io.fakeredis.jedis;

import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.fakeredis.FakeServer;
import io.fakeredis.server.TcpFakeServer;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.commons.pool2.impl.GenericObjectPoolConfig;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.ConnectionFactory;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.JedisClientConfig;
import redis.clients.jedis.JedisPool;
import redis.clients.jedis.Protocol;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.csc.Cache;
import redis.clients.jedis.providers.PooledConnectionProvider;

/** An empty server at the end of a {@link Way}, and all clients that a test got for it. */
@SuppressWarnings("deprecation") // what Jedis 8 advises against, older lines have no other name for
final class Site implements AutoCloseable {
  static final @Nullable String TARGET = System.getProperty("fakeredis.target");

  private static final Executor THREADS = task -> new Thread(task, "elsewhere").start();
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final Way way;
  private final @Nullable FakeServer fake;
  private final HostAndPort address;
  private final Deque<Runnable> closing = new ArrayDeque<>();

  Site(Way way) {
    this.way = way;
    this.fake = way.kind() == Way.Kind.REAL ? null : FakeServer.create();
    this.address = address(way.kind());
    if (way.kind() == Way.Kind.REAL) {
      jedis().flushAll();
    }
  }

  private HostAndPort address(Way.Kind kind) {
    return switch (kind) {
      case IN_PROCESS -> new HostAndPort("in.process", 0);
      case TCP -> {
        TcpFakeServer door = closing(TcpFakeServer.start(fake()), TcpFakeServer::close);
        yield new HostAndPort(door.host(), door.port());
      }
      case REAL -> {
        URI uri = URI.create(Objects.requireNonNull(TARGET));
        yield new HostAndPort(uri.getHost(), uri.getPort());
      }
    };
  }

  private <T> T closing(T client, Consumer<T> close) {
    closing.push(() -> close.accept(client));
    return client;
  }

  /** The fake; a scenario that needs it is left out on a real server. */
  FakeServer fake() {
    assumeTrue(fake != null, "needs the fake");
    return Objects.requireNonNull(fake);
  }

  private boolean inProcess() {
    return way.kind() == Way.Kind.IN_PROCESS;
  }

  DefaultJedisClientConfig.Builder config() {
    return DefaultJedisClientConfig.builder().protocol(way.protocol());
  }

  Jedis jedis() {
    return jedis(config().build());
  }

  Jedis jedis(JedisClientConfig config) {
    return closing(
        inProcess() ? new FakeJedis(fake(), config) : new Jedis(address, config), Jedis::close);
  }

  JedisPool pool(GenericObjectPoolConfig<Jedis> poolConfig) {
    return closing(
        inProcess()
            ? new FakeJedisPool(fake(), config().build(), poolConfig)
            : new JedisPool(poolConfig, address, config().build()),
        JedisPool::close);
  }

  UnifiedJedis unified() {
    JedisClientConfig config = config().build();
    return closing(
        inProcess() ? new FakeUnifiedJedis(fake(), config) : new Over(address, config),
        UnifiedJedis::close);
  }

  UnifiedJedis cached(Cache cache) {
    JedisClientConfig config = config().build();
    return closing(
        inProcess()
            ? new FakeUnifiedJedis(fake(), config, cache)
            : new Over(address, config, cache),
        UnifiedJedis::close);
  }

  /** What every line of Jedis has under another public name: a client of an address. */
  private static final class Over extends UnifiedJedis {
    Over(HostAndPort address, JedisClientConfig config) {
      super(
          new PooledConnectionProvider(new ConnectionFactory(address, config)),
          config.getRedisProtocol());
    }

    Over(HostAndPort address, JedisClientConfig config, Cache cache) {
      super(new PooledConnectionProvider(address, config, cache), config.getRedisProtocol(), cache);
    }
  }

  /** Ends all other connections from the server's side. */
  static void killOthers(Jedis survivor) {
    survivor.sendCommand(Protocol.Command.CLIENT, "KILL", "TYPE", "normal", "SKIPME", "yes");
  }

  /** Does something with a client of its own, on a thread of its own. */
  <T extends @Nullable Object> CompletableFuture<T> elsewhere(Function<Jedis, T> action) {
    Jedis jedis = jedis();
    return CompletableFuture.supplyAsync(() -> action.apply(jedis), THREADS);
  }

  /** Waits until that many clients are blocked. */
  static void awaitBlocked(Jedis observer, int clients) {
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
    closing.forEach(Runnable::run);
    if (fake != null) {
      fake.close();
    }
  }
}
