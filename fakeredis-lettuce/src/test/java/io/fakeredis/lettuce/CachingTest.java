package io.fakeredis.lettuce;

import static org.assertj.core.api.Assertions.assertThat;

import io.lettuce.core.SetArgs;
import io.lettuce.core.TrackingArgs;
import io.lettuce.core.api.sync.RedisCommands;
import io.lettuce.core.protocol.ProtocolVersion;
import io.lettuce.core.support.caching.CacheAccessor;
import io.lettuce.core.support.caching.CacheFrontend;
import io.lettuce.core.support.caching.ClientSideCaching;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** Client-side caching, which needs RESP3. */
@ParameterizedClass(name = "{0}")
@MethodSource("ways")
class CachingTest {
  @AutoClose private final Site site;
  private final RedisCommands<String, String> redis;
  private final Map<String, String> cache = new ConcurrentHashMap<>();
  private final CacheFrontend<String, String> cached;

  CachingTest(Way way) {
    site = way.open();
    redis = site.sync();
    cached =
        ClientSideCaching.enable(
            CacheAccessor.forMap(cache), site.connect(), TrackingArgs.Builder.enabled());
  }

  static Stream<Way> ways() {
    return Way.all().filter(way -> way.protocol() == ProtocolVersion.RESP3);
  }

  @Test
  void whatWasReadIsKept() {
    redis.set("key", "value");

    assertThat(cached.get("key")).isEqualTo("value");
    assertThat(cache).containsEntry("key", "value");
  }

  @Test
  void aChangeByAnotherClientIsNoticed() {
    redis.set("key", "old");
    cached.get("key");
    redis.set("key", "new");

    Site.await(() -> "new".equals(cached.get("key")));
  }

  @Test
  void anExpiredKeyIsNoticed() {
    redis.set("key", "value", SetArgs.Builder.px(20));
    cached.get("key");

    Site.await(cache::isEmpty);
  }
}
