package io.fakeredis.valkey;

import io.fakeredis.FakeServer;
import io.fakeredis.ServerUrl;
import io.valkey.ConnectionFactory;
import io.valkey.DefaultJedisClientConfig;
import io.valkey.JedisClientConfig;
import io.valkey.RedisProtocol;
import io.valkey.providers.PooledConnectionProvider;

/** A fake server, and how to talk to it. */
record Target(FakeServer server, JedisClientConfig config) {

  /** A server of its own. */
  static Target isolated() {
    return of(FakeServer.create());
  }

  static Target of(FakeServer server) {
    return new Target(server, DefaultJedisClientConfig.builder().build());
  }

  /** The shared server of a URL, with the URL's user, password, database and protocol. */
  static Target of(String url) {
    ServerUrl parts = ServerUrl.of(url);
    DefaultJedisClientConfig.Builder config =
        DefaultJedisClientConfig.builder()
            .user(parts.user())
            .password(parts.password())
            .database(parts.database());
    parts
        .protocol()
        .ifPresent(
            version -> config.protocol(version == 3 ? RedisProtocol.RESP3 : RedisProtocol.RESP2));
    return new Target(FakeServer.shared(url), config.build());
  }

  PooledConnectionProvider pool() {
    return new PooledConnectionProvider(new ConnectionFactory(sockets(), config));
  }

  MemorySocketFactory sockets() {
    return new MemorySocketFactory(server, config);
  }
}
