package io.fakeredis.jedis;

import io.fakeredis.FakeServer;
import org.apache.commons.pool2.PooledObject;
import org.apache.commons.pool2.impl.DefaultPooledObject;
import redis.clients.jedis.Connection;
import redis.clients.jedis.ConnectionFactory;
import redis.clients.jedis.JedisClientConfig;
import redis.clients.jedis.csc.Cache;
import redis.clients.jedis.csc.CacheConnection;
import redis.clients.jedis.providers.PooledConnectionProvider;

/**
 * Pools of connections to a fake server: for whatever is built on Jedis and takes a {@link
 * redis.clients.jedis.providers.ConnectionProvider}, such as Spring Data Redis.
 */
public final class FakeConnections {
  private FakeConnections() {}

  /** A pool of connections to that server. */
  public static PooledConnectionProvider pool(FakeServer server) {
    return pool(Target.of(server));
  }

  /** A pool of connections to that server, as configured. */
  public static PooledConnectionProvider pool(FakeServer server, JedisClientConfig config) {
    return pool(new Target(server, config));
  }

  static PooledConnectionProvider pool(Target target) {
    return new PooledConnectionProvider(new ConnectionFactory(target.sockets(), target.config()));
  }

  /** Connections that fill the cache, and empty it of what the server says has changed. */
  static PooledConnectionProvider pool(Target target, Cache cache) {
    return new PooledConnectionProvider(new CacheConnectionFactory(target, cache));
  }

  /** Jedis' own factory makes such connections for a host and port only. */
  private static final class CacheConnectionFactory extends ConnectionFactory {
    private final Target target;
    private final Cache cache;

    CacheConnectionFactory(Target target, Cache cache) {
      super(target.sockets(), target.config());
      this.target = target;
      this.cache = cache;
    }

    @Override
    public PooledObject<Connection> makeObject() {
      return new DefaultPooledObject<>(
          new CacheConnection(target.sockets(), target.config(), cache));
    }
  }
}
