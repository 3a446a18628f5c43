package io.fakeredis;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The servers that are known by an address, so that clients with the same URL meet in one of them.
 */
final class SharedServers {
  private static final Map<String, FakeServer> SERVERS = new ConcurrentHashMap<>();

  private SharedServers() {}

  /** The server of the address; whom the first URL names is known there, by that password. */
  static FakeServer at(ServerUrl url) {
    return SERVERS.computeIfAbsent(url.address(), address -> started(url));
  }

  private static FakeServer started(ServerUrl url) {
    String user = url.user() == null ? "default" : url.user();
    String password = url.password();
    FakeServer.Builder builder = FakeServer.builder();
    if (password != null && user.equals("default")) {
      builder.config("requirepass", password);
    } else if (password != null) {
      builder.arguments("--user", user, "on", ">" + password, "~*", "&*", "+@all");
    }
    return builder.build();
  }

  static void closeAll() {
    SERVERS.values().forEach(FakeServer::close);
    SERVERS.clear();
  }
}
