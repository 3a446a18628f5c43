package io.fakeredis.jedis;

import io.fakeredis.FakeServer;
import redis.clients.jedis.JedisClientConfig;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.csc.Cache;

/** A {@link UnifiedJedis} on a pool of connections to a fake server in process. */
public final class FakeUnifiedJedis extends UnifiedJedis {

  /** A client of a server of its own. */
  public FakeUnifiedJedis() {
    this(Target.isolated());
  }

  /** A client of that server. */
  public FakeUnifiedJedis(FakeServer server) {
    this(Target.of(server));
  }

  /** A client of that server, as configured. */
  public FakeUnifiedJedis(FakeServer server, JedisClientConfig config) {
    this(new Target(server, config));
  }

  /** A client of that server with a cache of its own; the configuration has to say RESP3. */
  public FakeUnifiedJedis(FakeServer server, JedisClientConfig config, Cache cache) {
    super(
        FakeConnections.pool(new Target(server, config), cache), config.getRedisProtocol(), cache);
  }

  private FakeUnifiedJedis(Target target) {
    super(FakeConnections.pool(target), target.config().getRedisProtocol());
  }

  /** A client of the {@linkplain FakeServer#shared shared} server of the URL. */
  public static FakeUnifiedJedis fromUrl(String url) {
    return new FakeUnifiedJedis(Target.of(url));
  }
}
