package io.fakeredis.junit;

import io.fakeredis.FakeServer;
import io.fakeredis.jedis.FakeJedis;
import io.fakeredis.jedis.FakeJedisPool;
import io.fakeredis.jedis.FakeUnifiedJedis;
import java.net.URI;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.JedisClientConfig;
import redis.clients.jedis.JedisPool;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.providers.PooledConnectionProvider;
import redis.clients.jedis.util.JedisURIHelper;

/**
 * The clients that all lines of Jedis have: in process for the fake, over TCP for a real server.
 */
@SuppressWarnings("deprecation") // of JedisPool, in Jedis 8
final class JedisInjection {
  private JedisInjection() {}

  static Object make(Class<?> type, TestServer server) {
    FakeServer fake = server.fake();
    if (type == Jedis.class) {
      return server.closing(fake == null ? new Jedis(server.uri()) : new FakeJedis(fake));
    }
    if (type == JedisPool.class) {
      return server.closing(fake == null ? new JedisPool(server.uri()) : new FakeJedisPool(fake));
    }
    return server.closing(
        fake == null ? new RemoteJedis(server.uri()) : new FakeUnifiedJedis(fake));
  }

  /** Jedis 8 has no public way to a UnifiedJedis for an address. */
  private static final class RemoteJedis extends UnifiedJedis {
    RemoteJedis(URI uri) {
      super(new PooledConnectionProvider(address(uri), config(uri)), null);
    }

    private static HostAndPort address(URI uri) {
      return JedisURIHelper.getHostAndPort(uri);
    }

    private static JedisClientConfig config(URI uri) {
      return DefaultJedisClientConfig.builder()
          .user(JedisURIHelper.getUser(uri))
          .password(JedisURIHelper.getPassword(uri))
          .database(JedisURIHelper.getDBIndex(uri))
          .build();
    }
  }
}
