package io.fakeredis.api;

import java.util.ArrayList;
import java.util.List;

/**
 * What a server tells of a module in MODULE LIST, HELLO and COMMAND DOCS.
 *
 * @param name such as {@code "bf"} for RedisBloom
 * @param version as a number, 20612 for 2.6.12
 * @param path where the server has loaded it from; empty if it is built in
 */
public record ModuleInfo(String name, int version, String path) {
  /** The minor versions of Redis 8, newest first. */
  private static final List<Integer> IN_REDIS = List.of(10, 8, 6, 4, 2, 0);

  private static final int REDIS_8 = 80000;
  private static final int MINOR = 100;

  /** A module that is built in. */
  public ModuleInfo(String name, int version) {
    this(name, version, "");
  }

  /**
   * A release of a module that goes with some versions of the server.
   *
   * @param since which servers it goes with, later versions of them included
   * @param info what those tell of it
   */
  public record Release(Feature since, ModuleInfo info) {}

  /**
   * The releases of a module that is in Redis itself since 8.0, with the number of Redis.
   *
   * @param feature the name in front of the version in the names of features, {@code "BLOOM"}
   * @param name as MODULE LIST tells it
   * @param path where Redis has loaded it from; empty if it is built in
   * @param earlier those that went with earlier servers, newest first
   */
  public static List<Release> inRedis(
      String feature, String name, String path, Release... earlier) {
    List<Release> releases = new ArrayList<>();
    for (int minor : IN_REDIS) {
      releases.add(
          new Release(
              Feature.since(feature + ".8_" + minor, "8." + minor),
              new ModuleInfo(name, REDIS_8 + minor * MINOR, path)));
    }
    releases.addAll(List.of(earlier));
    return releases;
  }

  /**
   * The release that goes with the profile.
   *
   * @param releases all of them, newest first; the last one goes with every server
   */
  public static ModuleInfo of(Profile profile, List<Release> releases) {
    return releases.stream()
        .filter(release -> profile.has(release.since()))
        .findFirst()
        .orElseThrow()
        .info();
  }
}
