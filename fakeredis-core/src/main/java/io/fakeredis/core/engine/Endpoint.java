package io.fakeredis.core.engine;

/** Between whom the connection is, as CLIENT LIST shows it: {@code "127.0.0.1:50124"}. */
public record Endpoint(String remote, String local, boolean unix) {
  /** No connection at all: the session of {@code FakeServer.call}, of scripts. */
  public static final Endpoint INTERNAL = new Endpoint("", "");

  /** A connection that passes no network: the client is given an address. */
  public static final Endpoint IN_PROCESS = new Endpoint("", "127.0.0.1:6379");

  private static final int FIRST_PORT = 32768;
  private static final int PORTS = 28232;

  /** A connection over the network. */
  public Endpoint(String remote, String local) {
    this(remote, local, false);
  }

  /** A connection over a socket in the file system. */
  public static Endpoint unix(String path) {
    return new Endpoint(path + ":0", path + ":0", true);
  }

  /** Whether the client is on the server's machine, or needs none. */
  public boolean isLocal() {
    return unix || remote.isEmpty() || remote.startsWith("127.") || remote.startsWith("[::1]");
  }

  boolean isInternal() {
    return local.isEmpty();
  }

  /** With an address that looks like a client's, and is another for each client. */
  Endpoint of(long id) {
    boolean needsAddress = remote.isEmpty() && !isInternal();
    return needsAddress ? new Endpoint("127.0.0.1:" + (FIRST_PORT + id % PORTS), local) : this;
  }
}
