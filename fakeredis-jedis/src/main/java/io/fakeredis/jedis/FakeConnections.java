package io.fakeredis.jedis;

import org.apache.commons.pool2.impl.GenericObjectPoolConfig;
import redis.clients.jedis.Connection;
import redis.clients.jedis.ConnectionFactory;
import redis.clients.jedis.providers.PooledConnectionProvider;

/** Pools of connections to a fake server, for the clients that live on a pool. */
final class FakeConnections {
  private FakeConnections() {}

  static PooledConnectionProvider pool(Target target) {
    return new PooledConnectionProvider(new ConnectionFactory(target.sockets(), target.config()));
  }

  static PooledConnectionProvider pool(
      Target target, GenericObjectPoolConfig<Connection> poolConfig) {
    return new PooledConnectionProvider(
        new ConnectionFactory(target.sockets(), target.config()), poolConfig);
  }
}
