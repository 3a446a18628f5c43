package io.fakeredis.junit;

import io.fakeredis.FakeServer;
import io.fakeredis.valkey.FakeUnifiedValkey;
import io.fakeredis.valkey.FakeValkey;
import io.fakeredis.valkey.FakeValkeyPool;
import io.fakeredis.valkey.FakeValkeyPooled;
import io.valkey.Jedis;
import io.valkey.JedisPool;
import io.valkey.JedisPooled;
import io.valkey.UnifiedJedis;

/** The clients of valkey-java: in process for the fake, over TCP for a real server. */
final class ValkeyInjection {
  private ValkeyInjection() {}

  static Object make(Class<?> type, TestServer server) {
    FakeServer fake = server.fake();
    if (type == Jedis.class) {
      return server.closing(fake == null ? new Jedis(server.uri()) : new FakeValkey(fake));
    }
    if (type == JedisPool.class) {
      return server.closing(fake == null ? new JedisPool(server.uri()) : new FakeValkeyPool(fake));
    }
    if (type == JedisPooled.class) {
      return server.closing(
          fake == null ? new JedisPooled(server.uri()) : new FakeValkeyPooled(fake));
    }
    return server.closing(
        fake == null ? new UnifiedJedis(server.uri()) : new FakeUnifiedValkey(fake));
  }
}
