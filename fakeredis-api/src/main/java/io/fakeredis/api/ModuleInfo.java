package io.fakeredis.api;

import java.util.List;

/**
 * What a server tells of a module in MODULE LIST, HELLO and COMMAND DOCS.
 *
 * @param name such as {@code "bf"} for RedisBloom
 * @param version as a number, 20612 for 2.6.12
 * @param path where the server has loaded it from; empty if it is built in
 */
public record ModuleInfo(String name, int version, String path) {

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
