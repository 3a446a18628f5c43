package io.fakeredis.jedis;

import io.fakeredis.FakeServer;
import io.fakeredis.ServerUrl;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.JedisClientConfig;
import redis.clients.jedis.RedisProtocol;

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

  MemorySocketFactory sockets() {
    return new MemorySocketFactory(server, config);
  }
}
