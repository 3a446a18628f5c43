package io.fakeredis.jedis;

import io.fakeredis.FakeServer;
import java.net.URI;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.JedisClientConfig;
import redis.clients.jedis.RedisProtocol;
import redis.clients.jedis.util.JedisURIHelper;

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
    URI uri = URI.create(url);
    DefaultJedisClientConfig.Builder config =
        DefaultJedisClientConfig.builder()
            .user(JedisURIHelper.getUser(uri))
            .password(JedisURIHelper.getPassword(uri))
            .database(JedisURIHelper.getDBIndex(uri));
    if (uri.getQuery() != null && uri.getQuery().contains("protocol=3")) {
      config.protocol(RedisProtocol.RESP3);
    }
    return new Target(FakeServer.shared(url), config.build());
  }

  MemorySocketFactory sockets() {
    return new MemorySocketFactory(server, config);
  }
}
