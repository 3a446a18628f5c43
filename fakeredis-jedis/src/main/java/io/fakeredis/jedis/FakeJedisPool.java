package io.fakeredis.jedis;

import io.fakeredis.FakeServer;
import org.apache.commons.pool2.impl.GenericObjectPoolConfig;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.JedisClientConfig;
import redis.clients.jedis.JedisFactory;
import redis.clients.jedis.JedisPool;

/** A {@link JedisPool} of clients that talk to a fake server in process. */
@SuppressWarnings("deprecation") // for those who have not gone on to RedisClient
public final class FakeJedisPool extends JedisPool {

  /** A pool for a server of its own. */
  public FakeJedisPool() {
    this(Target.isolated(), new GenericObjectPoolConfig<>());
  }

  /** A pool for that server. */
  public FakeJedisPool(FakeServer server) {
    this(Target.of(server), new GenericObjectPoolConfig<>());
  }

  /** A pool for that server, with clients and pool as configured. */
  public FakeJedisPool(
      FakeServer server, JedisClientConfig config, GenericObjectPoolConfig<Jedis> poolConfig) {
    this(new Target(server, config), poolConfig);
  }

  private FakeJedisPool(Target target, GenericObjectPoolConfig<Jedis> poolConfig) {
    super(poolConfig, new FakeJedisFactory(target));
  }

  /** A pool for the {@linkplain FakeServer#shared shared} server of the URL. */
  public static FakeJedisPool fromUrl(String url) {
    return new FakeJedisPool(Target.of(url), new GenericObjectPoolConfig<>());
  }

  /** Opens the constructor that takes a socket factory. */
  private static final class FakeJedisFactory extends JedisFactory {
    FakeJedisFactory(Target target) {
      super(target.sockets(), target.config());
    }
  }
}
