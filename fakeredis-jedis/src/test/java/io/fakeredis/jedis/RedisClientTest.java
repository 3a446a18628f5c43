package io.fakeredis.jedis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.fakeredis.FakeServer;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.platform.commons.support.ReflectionSupport;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.RedisProtocol;
import redis.clients.jedis.csc.Cache;
import redis.clients.jedis.csc.CacheConfig;
import redis.clients.jedis.csc.CacheFactory;

/** The client that Jedis has since 7.2. */
class RedisClientTest {
  @AutoClose private final FakeServer server = FakeServer.create();

  @BeforeEach
  void onlyWhereItExists() {
    assumeTrue(
        ReflectionSupport.tryToLoadClass("redis.clients.jedis.RedisClient")
            .toOptional()
            .isPresent(),
        "this Jedis has no RedisClient");
  }

  @Test
  void hasAServerOfItsOwn() {
    try (RedisClient client = FakeRedisClient.create()) {
      assertThat(client.set("key", "value")).isEqualTo("OK");
    }
  }

  @Test
  void talksToTheServer() {
    server.call("SET", "key", "value");
    try (RedisClient client = FakeRedisClient.create(server)) {
      assertThat(client.get("key")).isEqualTo("value");
    }
  }

  @Test
  void isBuiltWithJedisOwnBuilder() {
    server.call("SET", "key", "value");
    try (RedisClient client = FakeRedisClient.builder(server).build()) {
      assertThat(client.get("key")).isEqualTo("value");
    }
  }

  @Test
  void caches() {
    server.call("SET", "key", "value");
    Cache cache = CacheFactory.getCache(CacheConfig.builder().maxSize(10).build());
    var config = DefaultJedisClientConfig.builder().protocol(RedisProtocol.RESP3).build();
    try (RedisClient client = FakeRedisClient.create(server, config, cache)) {
      client.get("key");
      client.get("key");

      assertThat(cache.getStats().getHitCount()).isEqualTo(1);
      server.call("SET", "key", "other");
      assertThat(client.get("key")).isEqualTo("other");
    }
  }
}
