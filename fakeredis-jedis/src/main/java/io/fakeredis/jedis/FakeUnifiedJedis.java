package io.fakeredis.jedis;

import io.fakeredis.FakeServer;
import java.time.Duration;
import redis.clients.jedis.JedisClientConfig;
import redis.clients.jedis.UnifiedJedis;

/** A {@link UnifiedJedis} on a pool of connections to a fake server in process. */
@SuppressWarnings("deprecation") // of Jedis 8; in all lines before it is the way
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

  @SuppressWarnings("deprecation") // of those with a provider, this one is in all lines of Jedis
  private FakeUnifiedJedis(Target target) {
    super(FakeConnections.pool(target), 1, Duration.ZERO);
  }

  /** A client of the {@linkplain FakeServer#shared shared} server of the URL. */
  public static FakeUnifiedJedis fromUrl(String url) {
    return new FakeUnifiedJedis(Target.of(url));
  }
}
