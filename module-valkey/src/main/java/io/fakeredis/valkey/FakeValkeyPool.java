package io.fakeredis.valkey;

import io.fakeredis.FakeServer;
import io.valkey.Jedis;
import io.valkey.JedisClientConfig;
import io.valkey.JedisFactory;
import io.valkey.JedisPool;
import org.apache.commons.pool2.impl.GenericObjectPoolConfig;

/** A {@link JedisPool} of clients that talk to a fake server in process. */
public final class FakeValkeyPool extends JedisPool {

  /** A pool for a server of its own. */
  public FakeValkeyPool() {
    this(Target.isolated(), new GenericObjectPoolConfig<>());
  }

  /** A pool for that server. */
  public FakeValkeyPool(FakeServer server) {
    this(Target.of(server), new GenericObjectPoolConfig<>());
  }

  /** A pool for that server, with clients and pool as configured. */
  public FakeValkeyPool(
      FakeServer server, JedisClientConfig config, GenericObjectPoolConfig<Jedis> poolConfig) {
    this(new Target(server, config), poolConfig);
  }

  private FakeValkeyPool(Target target, GenericObjectPoolConfig<Jedis> poolConfig) {
    super(poolConfig, new FakeValkeyFactory(target));
  }

  /** A pool for the {@linkplain FakeServer#shared shared} server of the URL. */
  public static FakeValkeyPool fromUrl(String url) {
    return new FakeValkeyPool(Target.of(url), new GenericObjectPoolConfig<>());
  }

  /** Opens the constructor that takes a socket factory. */
  private static final class FakeValkeyFactory extends JedisFactory {
    FakeValkeyFactory(Target target) {
      super(target.sockets(), target.config());
    }
  }
}
