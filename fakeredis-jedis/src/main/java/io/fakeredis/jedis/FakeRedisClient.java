package io.fakeredis.jedis;

import io.fakeredis.FakeServer;
import redis.clients.jedis.JedisClientConfig;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.csc.Cache;

/** Makes {@link RedisClient}s, which Jedis has since 7.2, that talk to a fake server in process. */
public final class FakeRedisClient {
  private FakeRedisClient() {}

  /** A client of a server of its own. */
  public static RedisClient create() {
    return create(Target.isolated());
  }

  /** A client of that server. */
  public static RedisClient create(FakeServer server) {
    return create(Target.of(server));
  }

  /** A client of that server, as configured. */
  public static RedisClient create(FakeServer server, JedisClientConfig config) {
    return create(new Target(server, config));
  }

  /** A client of that server with a cache of its own; the configuration has to say RESP3. */
  public static RedisClient create(FakeServer server, JedisClientConfig config, Cache cache) {
    RedisClient.Builder builder = RedisClient.builder();
    builder.clientConfig(config);
    builder.connectionProvider(FakeConnections.pool(new Target(server, config), cache));
    builder.cache(cache);
    return builder.build();
  }

  /** A client of the {@linkplain FakeServer#shared shared} server of the URL. */
  public static RedisClient fromUrl(String url) {
    return create(Target.of(url));
  }

  /**
   * Jedis' own builder, already connected with that server; what else there is to choose is still
   * open.
   */
  public static RedisClient.Builder builder(FakeServer server) {
    return builder(Target.of(server));
  }

  private static RedisClient.Builder builder(Target target) {
    RedisClient.Builder builder = RedisClient.builder();
    builder.clientConfig(target.config());
    builder.connectionProvider(FakeConnections.pool(target));
    return builder;
  }

  private static RedisClient create(Target target) {
    return builder(target).build();
  }
}
