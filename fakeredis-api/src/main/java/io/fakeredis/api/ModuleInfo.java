package io.fakeredis.api;

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
}
