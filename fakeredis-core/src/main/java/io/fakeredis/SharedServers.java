package io.fakeredis;

import java.net.URI;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The servers that are known by an address, so that clients with the same URL meet in one of them.
 */
final class SharedServers {
  private static final int DEFAULT_PORT = 6379;
  private static final Map<String, FakeServer> SERVERS = new ConcurrentHashMap<>();

  private SharedServers() {}

  static FakeServer at(String url) {
    return SERVERS.computeIfAbsent(address(url), address -> FakeServer.create());
  }

  /** Host and port, or the path of a Unix socket: neither user nor database make another server. */
  private static String address(String url) {
    URI uri = URI.create(url);
    String scheme = uri.getScheme() == null ? "" : uri.getScheme();
    if (scheme.contains("unix") || scheme.endsWith("socket")) {
      return "unix:" + uri.getPath();
    }
    if (uri.getHost() == null || !scheme.matches("(redis|valkey)s?")) {
      throw new IllegalArgumentException(
          "not the URL of a server: '" + url + "' (expected e.g. redis://localhost:6379/0)");
    }
    return uri.getHost() + ":" + (uri.getPort() < 0 ? DEFAULT_PORT : uri.getPort());
  }

  static void closeAll() {
    SERVERS.values().forEach(FakeServer::close);
    SERVERS.clear();
  }
}
