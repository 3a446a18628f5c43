package io.fakeredis.jedis;

import org.apache.commons.pool2.PooledObject;
import org.apache.commons.pool2.impl.DefaultPooledObject;
import org.apache.commons.pool2.impl.GenericObjectPoolConfig;
import redis.clients.jedis.Connection;
import redis.clients.jedis.ConnectionFactory;
import redis.clients.jedis.csc.Cache;
import redis.clients.jedis.csc.CacheConnection;
import redis.clients.jedis.providers.PooledConnectionProvider;

/** Pools of connections to a fake server, for the clients that live on a pool. */
final class FakeConnections {
  private FakeConnections() {}

  static PooledConnectionProvider pool(Target target) {
    return new PooledConnectionProvider(factory(target));
  }

  static PooledConnectionProvider pool(
      Target target, GenericObjectPoolConfig<Connection> poolConfig) {
    return new PooledConnectionProvider(factory(target), poolConfig);
  }

  /** Connections that fill the cache, and empty it of what the server says has changed. */
  static PooledConnectionProvider pool(Target target, Cache cache) {
    return new PooledConnectionProvider(new CacheConnectionFactory(target, cache));
  }

  private static ConnectionFactory factory(Target target) {
    return new ConnectionFactory(target.sockets(), target.config());
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
