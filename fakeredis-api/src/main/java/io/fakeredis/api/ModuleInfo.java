package io.fakeredis.api;

/**
 * What a server tells of a module in MODULE LIST, HELLO and COMMAND DOCS.
 *
 * @param name such as {@code "bf"} for RedisBloom
 * @param version as a number, 20612 for 2.6.12
 */
public record ModuleInfo(String name, int version) {}
