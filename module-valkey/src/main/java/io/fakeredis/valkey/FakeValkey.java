package io.fakeredis.valkey;

import io.fakeredis.FakeServer;
import io.valkey.Jedis;
import io.valkey.JedisClientConfig;

/**
 * A {@link Jedis} of valkey-java that talks to a fake server in process.
 *
 * <pre>{@code
 * FakeServer server = FakeServer.builder().profile("valkey:8.1").build();
 * try (Jedis valkey = new FakeValkey(server)) {
 *   valkey.set("greeting", "hello");
 * }
 * }</pre>
 */
public final class FakeValkey extends Jedis {

  /** A client of a server of its own. */
  public FakeValkey() {
    this(Target.isolated());
  }

  /** A client of that server. */
  public FakeValkey(FakeServer server) {
    this(Target.of(server));
  }

  /** A client of that server, with user, database, protocol, timeouts as configured. */
  public FakeValkey(FakeServer server, JedisClientConfig config) {
    this(new Target(server, config));
  }

  private FakeValkey(Target target) {
    super(target.sockets(), target.config());
  }

  /**
   * A client of the {@linkplain FakeServer#shared shared} server of the URL, {@code
   * valkey://user:password@host:port/db?protocol=3}.
   */
  public static FakeValkey fromUrl(String url) {
    return new FakeValkey(Target.of(url));
  }
}
