package io.fakeredis.valkey;

import io.fakeredis.FakeServer;
import io.valkey.JedisClientConfig;
import io.valkey.UnifiedJedis;

/** A {@link UnifiedJedis} on a pool of connections to a fake server in process. */
public final class FakeUnifiedValkey extends UnifiedJedis {

  /** A client of a server of its own. */
  public FakeUnifiedValkey() {
    this(Target.isolated());
  }

  /** A client of that server. */
  public FakeUnifiedValkey(FakeServer server) {
    this(Target.of(server));
  }

  /** A client of that server, as configured. */
  public FakeUnifiedValkey(FakeServer server, JedisClientConfig config) {
    this(new Target(server, config));
  }

  private FakeUnifiedValkey(Target target) {
    super(target.pool(), target.config().getRedisProtocol());
  }

  /** A client of the {@linkplain FakeServer#shared shared} server of the URL. */
  public static FakeUnifiedValkey fromUrl(String url) {
    return new FakeUnifiedValkey(Target.of(url));
  }
}
