package io.fakeredis.jedis;

import io.fakeredis.FakeServer;
import org.apache.commons.pool2.impl.GenericObjectPoolConfig;
import redis.clients.jedis.Connection;
import redis.clients.jedis.JedisClientConfig;
import redis.clients.jedis.JedisPooled;

/**
 * A {@link JedisPooled} on a pool of connections to a fake server in process. Jedis 8 has no {@code
 * JedisPooled} any more; there, take {@link FakeUnifiedJedis} or {@link FakeRedisClient}.
 */
@SuppressWarnings("deprecation") // for those who have not gone on to RedisClient
public final class FakeJedisPooled extends JedisPooled {

  /** A client of a server of its own. */
  public FakeJedisPooled() {
    this(Target.isolated(), new GenericObjectPoolConfig<>());
  }

  /** A client of that server. */
  public FakeJedisPooled(FakeServer server) {
    this(Target.of(server), new GenericObjectPoolConfig<>());
  }

  /** A client of that server, with connections and pool as configured. */
  public FakeJedisPooled(
      FakeServer server, JedisClientConfig config, GenericObjectPoolConfig<Connection> poolConfig) {
    this(new Target(server, config), poolConfig);
  }

  private FakeJedisPooled(Target target, GenericObjectPoolConfig<Connection> poolConfig) {
    super(poolConfig, target.sockets(), target.config());
  }

  /** A client of the {@linkplain FakeServer#shared shared} server of the URL. */
  public static FakeJedisPooled fromUrl(String url) {
    return new FakeJedisPooled(Target.of(url), new GenericObjectPoolConfig<>());
  }
}
