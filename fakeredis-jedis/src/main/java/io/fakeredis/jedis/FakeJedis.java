package io.fakeredis.jedis;

import io.fakeredis.FakeServer;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.JedisClientConfig;

/**
 * A {@link Jedis} that talks to a fake server in process.
 *
 * <pre>{@code
 * try (Jedis jedis = new FakeJedis()) {
 *   jedis.set("greeting", "hello");
 * }
 * }</pre>
 */
public final class FakeJedis extends Jedis {

  /** A client of a server of its own. */
  public FakeJedis() {
    this(Target.isolated());
  }

  /** A client of that server. */
  public FakeJedis(FakeServer server) {
    this(Target.of(server));
  }

  /** A client of that server, with user, database, protocol, timeouts as configured. */
  public FakeJedis(FakeServer server, JedisClientConfig config) {
    this(new Target(server, config));
  }

  private FakeJedis(Target target) {
    super(target.sockets(), target.config());
  }

  /**
   * A client of the {@linkplain FakeServer#shared shared} server of the URL, {@code
   * redis://user:password@host:port/db?protocol=3}.
   */
  public static FakeJedis fromUrl(String url) {
    return new FakeJedis(Target.of(url));
  }
}
