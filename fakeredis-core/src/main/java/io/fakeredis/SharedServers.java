package io.fakeredis;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The servers that are known by an address, so that clients with the same URL meet in one of them.
 */
final class SharedServers {
  private static final Map<String, FakeServer> SERVERS = new ConcurrentHashMap<>();

  private SharedServers() {}

  /** The server of the address; the first URL's password is the one that it asks for. */
  static FakeServer at(ServerUrl url) {
    return SERVERS.computeIfAbsent(url.address(), address -> started(url));
  }

  private static FakeServer started(ServerUrl url) {
    @Nullable String user = url.user();
    @Nullable String password = url.password();
    FakeServer.Builder builder = FakeServer.builder();
    if (password != null && (user == null || user.equals("default"))) {
      builder.config("requirepass", password);
    }
    return builder.build();
  }

  static void closeAll() {
    SERVERS.values().forEach(FakeServer::close);
    SERVERS.clear();
  }
}
