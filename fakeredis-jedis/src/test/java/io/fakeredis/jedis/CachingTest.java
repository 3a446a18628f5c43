package io.fakeredis.jedis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.RedisProtocol;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.csc.Cache;
import redis.clients.jedis.csc.CacheConfig;
import redis.clients.jedis.csc.CacheFactory;
import redis.clients.jedis.params.SetParams;

/** Client-side caching, which needs RESP3. */
@ParameterizedClass(name = "{0}")
@MethodSource("ways")
class CachingTest {
  @AutoClose private final Site site;
  private final Jedis jedis;
  private final Cache cache = CacheFactory.getCache(CacheConfig.builder().maxSize(100).build());
  private final UnifiedJedis cached;

  CachingTest(Way way) {
    site = way.open();
    jedis = site.jedis();
    cached = site.cached(cache);
  }

  static Stream<Way> ways() {
    return Way.all().filter(way -> way.protocol() == RedisProtocol.RESP3);
  }

  @Test
  void whatWasReadIsKept() {
    jedis.set("key", "value");

    assertThat(cached.get("key")).isEqualTo("value");
    assertThat(cached.get("key")).isEqualTo("value");
    assertThat(cache.getSize()).isEqualTo(1);
    assertThat(cache.getStats().getHitCount()).isEqualTo(1);
  }

  @Test
  void aChangeByAnotherClientIsNoticed() {
    jedis.set("key", "old");
    cached.get("key");
    jedis.set("key", "new");

    Site.await(() -> "new".equals(cached.get("key")));
    assertThat(cache.getStats().getInvalidationCount()).isPositive();
  }

  @Test
  void anExpiredKeyIsNoticed() {
    jedis.set("key", "value", SetParams.setParams().px(20));
    cached.get("key");

    Site.await(() -> cached.get("key") == null);
  }

  @Test
  void aFlushIsNoticed() {
    jedis.set("key", "value");
    cached.get("key");
    jedis.flushAll();

    Site.await(() -> cached.get("key") == null);
  }
}
