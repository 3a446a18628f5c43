package io.fakeredis;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * The URL of a server, as client libraries write it: {@code
 * redis://user:password@host:port/db?protocol=3}, {@code rediss://...}, {@code valkey://...}, or
 * {@code unix:///path?db=1} for a Unix socket.
 *
 * @param address what makes it this server and no other: host and port, or the socket's path
 * @param protocol 2 or 3, if the URL says so
 */
public record ServerUrl(
    String address,
    @Nullable String user,
    @Nullable String password,
    int database,
    OptionalInt protocol) {
  private static final int DEFAULT_PORT = 6379;

  /**
   * Reads a URL.
   *
   * @throws IllegalArgumentException if it is not the URL of a server
   */
  public static ServerUrl of(String url) {
    URI uri = URI.create(url);
    String scheme = uri.getScheme() == null ? "" : uri.getScheme();
    boolean unix = scheme.contains("unix") || scheme.endsWith("-socket");
    if (!unix && (uri.getHost() == null || !scheme.matches("(redis|valkey)s?"))) {
      throw wrong(url);
    }
    Map<String, String> query = query(uri);
    String[] credentials = credentials(uri, query);
    return new ServerUrl(
        unix ? "unix:" + uri.getPath() : uri.getHost() + ":" + port(uri),
        credentials[0],
        credentials[1],
        database(url, unix ? "" : uri.getPath(), query),
        query.containsKey("protocol")
            ? OptionalInt.of(number(url, query.get("protocol")))
            : OptionalInt.empty());
  }

  private static IllegalArgumentException wrong(String url) {
    return new IllegalArgumentException(
        "not the URL of a server: '" + url + "' (expected e.g. redis://localhost:6379/0)");
  }

  private static int port(URI uri) {
    return uri.getPort() < 0 ? DEFAULT_PORT : uri.getPort();
  }

  private static Map<String, String> query(URI uri) {
    Map<String, String> values = new HashMap<>();
    String query = uri.getRawQuery() == null ? "" : uri.getRawQuery();
    for (String pair : query.split("&", -1)) {
      int equals = pair.indexOf('=');
      if (equals > 0) {
        values.put(pair.substring(0, equals), decoded(pair.substring(equals + 1)));
      }
    }
    return values;
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }

  /** User and password, null where there is none; before the host or among the parameters. */
  private static @Nullable String[] credentials(URI uri, Map<String, String> query) {
    String info = uri.getRawUserInfo();
    @Nullable String[] found = {query.get("username"), query.get("password")};
    if (info != null) {
      int colon = info.indexOf(':');
      found[0] = colon <= 0 ? null : decoded(info.substring(0, colon).replace("+", "%2B"));
      found[1] = colon < 0 ? null : decoded(info.substring(colon + 1).replace("+", "%2B"));
    }
    return found;
  }

  private static int database(String url, String path, Map<String, String> query) {
    String named = query.getOrDefault("db", query.getOrDefault("database", "0"));
    return number(url, path.length() > 1 ? path.substring(1) : named);
  }

  private static int number(String url, @Nullable String text) {
    try {
      return Integer.parseInt(String.valueOf(text));
    } catch (NumberFormatException e) {
      throw wrong(url);
    }
  }
}
