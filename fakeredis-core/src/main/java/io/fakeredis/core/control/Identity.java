package io.fakeredis.core.control;

import io.fakeredis.api.Feature;
import io.fakeredis.api.Profile;
import io.fakeredis.core.engine.Engine;

/**
 * What a server says it is. Valkey can be told to pass for the Redis that it grew from, for clients
 * that know no other.
 */
record Identity(String server, String version) {
  private static final Feature OWN_NAME = Feature.since("HELLO.own-name", "valkey 8.0");
  private static final String SETTING = "extended-redis-compatibility";

  static Identity of(Engine engine) {
    Profile profile = engine.profile();
    if (passesForRedis(engine)) {
      return new Identity("redis", profile.redisVersion().toString());
    }
    return new Identity(
        profile.has(OWN_NAME) ? profile.flavour() : "redis", profile.version().toString());
  }

  /** How INFO calls the field. */
  static String field(Engine engine, String name) {
    return name.equals("server_mode") && passesForRedis(engine) ? "redis_mode" : name;
  }

  private static boolean passesForRedis(Engine engine) {
    return engine.configuration().has(SETTING) && engine.settings().enabled(SETTING);
  }
}
