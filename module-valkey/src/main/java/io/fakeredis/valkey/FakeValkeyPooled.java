package io.fakeredis.valkey;

import io.fakeredis.FakeServer;
import io.valkey.Connection;
import io.valkey.JedisClientConfig;
import io.valkey.JedisPooled;
import org.apache.commons.pool2.impl.GenericObjectPoolConfig;

/** A {@link JedisPooled} on a pool of connections to a fake server in process. */
public final class FakeValkeyPooled extends JedisPooled {

  /** A client of a server of its own. */
  public FakeValkeyPooled() {
    this(Target.isolated(), new GenericObjectPoolConfig<>());
  }

  /** A client of that server. */
  public FakeValkeyPooled(FakeServer server) {
    this(Target.of(server), new GenericObjectPoolConfig<>());
  }

  /** A client of that server, with connections and pool as configured. */
  public FakeValkeyPooled(
      FakeServer server, JedisClientConfig config, GenericObjectPoolConfig<Connection> poolConfig) {
    this(new Target(server, config), poolConfig);
  }

  private FakeValkeyPooled(Target target, GenericObjectPoolConfig<Connection> poolConfig) {
    super(poolConfig, target.sockets(), target.config());
  }

  /** A client of the {@linkplain FakeServer#shared shared} server of the URL. */
  public static FakeValkeyPooled fromUrl(String url) {
    return new FakeValkeyPooled(Target.of(url), new GenericObjectPoolConfig<>());
  }
}
