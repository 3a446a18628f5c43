package io.fakeredis.server;

import io.fakeredis.FakeServer;
import io.fakeredis.core.config.Configuration;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import javax.net.ssl.SSLEngine;
import org.jspecify.annotations.Nullable;

/**
 * A fake server that any Redis client can connect to over TCP, with TLS or without, and through a
 * socket in the file system.
 *
 * <pre>{@code
 * try (TcpFakeServer server = TcpFakeServer.start()) {
 *   Jedis jedis = new Jedis(server.uri());
 * }
 * }</pre>
 */
public final class TcpFakeServer implements AutoCloseable {
  private final FakeServer server;
  private final SelectorLoop loop;

  private TcpFakeServer(FakeServer server, SelectorLoop loop) {
    this.server = server;
    this.loop = loop;
  }

  /** A new server of the default profile on a free port of the loopback interface. */
  public static TcpFakeServer start() {
    return start(FakeServer.create());
  }

  /** The server on a free port of the loopback interface; closing this closes it. */
  public static TcpFakeServer start(FakeServer server) {
    return builder(server).start();
  }

  /**
   * The server at that address; port 0 picks a free one.
   *
   * @throws UncheckedIOException if the address can't be had
   */
  public static TcpFakeServer start(FakeServer server, InetSocketAddress address) {
    return builder(server).address(address).start();
  }

  /** The server, to be served where the builder is told. Closing what it starts closes it. */
  public static Builder builder(FakeServer server) {
    return new Builder(server);
  }

  /**
   * Where a server can be reached: on a free port of the loopback interface, and where the server's
   * own {@code tls-port} and {@code unixsocket} say, unless told otherwise here.
   */
  public static final class Builder {
    private final FakeServer server;
    private final Configuration configuration;
    private final List<InetSocketAddress> addresses = new ArrayList<>();
    private boolean plainTcp = true;
    private boolean tls;
    private @Nullable Supplier<SSLEngine> engines;

    private Builder(FakeServer server) {
      this.server = server;
      this.configuration = server.engine().configuration();
      this.tls = wantsTls(configuration);
    }

    /** A server that was built without TLS, as the recorded KeyDB was, has no such parameter. */
    static boolean wantsTls(Configuration configuration) {
      return configuration.has("tls-port") && configuration.number("tls-port") != 0;
    }

    /** An address to listen on; port 0 picks a free one. There may be several. */
    public Builder address(InetSocketAddress address) {
      addresses.add(address);
      return this;
    }

    /** Has clients come with TLS or through the file system only. */
    public Builder withoutPlainTcp() {
      plainTcp = false;
      return this;
    }

    /**
     * Lets clients come with TLS, on the server's {@code tls-port} or else on a free port. Clients
     * need no certificate, except as {@link #clientsSignedBy} says.
     *
     * @param certificate the server's certificate in PEM format, followed by those above it
     * @param key its private key in PEM format
     */
    public Builder tls(Path certificate, Path key) {
      tls = true;
      configuration.set("tls-cert-file", certificate.toString());
      configuration.set("tls-key-file", key.toString());
      if (configuration.text("tls-ca-cert-file").isEmpty()) {
        configuration.set("tls-auth-clients", "no");
      }
      return this;
    }

    /**
     * Has clients that come with TLS show a certificate.
     *
     * @param authorities in PEM format, those who may have signed it
     */
    public Builder clientsSignedBy(Path authorities) {
      configuration.set("tls-ca-cert-file", authorities.toString());
      configuration.set("tls-auth-clients", "yes");
      return this;
    }

    /** Lets clients come through a socket in the file system. */
    public Builder unixSocket(Path path) {
      configuration.set("unixsocket", path.toString());
      return this;
    }

    /**
     * Starts to listen.
     *
     * @throws UncheckedIOException if an address can't be had
     * @throws IllegalArgumentException if TLS can't be had with these files
     */
    public TcpFakeServer start() {
      SelectorLoop loop = new SelectorLoop(server, listeners());
      TcpFakeServer started = new TcpFakeServer(server, loop);
      configuration.set("port", Integer.toString(started.portOf(false)));
      if (tls) {
        configuration.set("tls-port", Integer.toString(started.portOf(true)));
      }
      List<InetAddress> hosts = addresses.stream().map(InetSocketAddress::getAddress).toList();
      new NetworkSettings(configuration, loop, hosts, engines).install();
      server.engine().onClose(loop::stop);
      server.engine().door(loop);
      loop.start();
      return started;
    }

    private List<Listener> listeners() {
      if (addresses.isEmpty()) {
        addresses.add(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      }
      List<Listener> listeners = new ArrayList<>();
      if (plainTcp) {
        addresses.forEach(address -> listeners.add(Listener.plain(address)));
      }
      if (tls) {
        Supplier<SSLEngine> made = new TlsSettings(configuration);
        engines = made;
        int port = (int) configuration.number("tls-port");
        addresses.forEach(
            a -> listeners.add(Listener.tls(new InetSocketAddress(a.getAddress(), port), made)));
      }
      String path = configuration.text("unixsocket");
      if (!path.isEmpty()) {
        int permissions = Integer.parseInt(configuration.text("unixsocketperm"), 8);
        listeners.add(Listener.unix(Path.of(path), permissions));
      }
      if (listeners.isEmpty()) {
        throw new IllegalArgumentException("there is no place where clients could connect");
      }
      return listeners;
    }
  }

  /** The server behind the door, for looking into it. */
  public FakeServer server() {
    return server;
  }

  /** The first address that it listens on. */
  public String host() {
    return loop.listeners().all().stream()
        .map(Listener::address)
        .filter(InetSocketAddress.class::isInstance)
        .map(address -> ((InetSocketAddress) address).getAddress().getHostAddress())
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("it listens in the file system only"));
  }

  /** The port for clients without TLS. */
  public int port() {
    return checked(portOf(false), "no port without TLS");
  }

  /** The port for clients with TLS. */
  public int tlsPort() {
    return checked(portOf(true), "no port with TLS");
  }

  private static int checked(int port, String complaint) {
    if (port == 0) {
      throw new IllegalStateException("the server has " + complaint);
    }
    return port;
  }

  private int portOf(boolean tls) {
    return loop.listeners().all().stream()
        .filter(listener -> listener.isTls() == tls)
        .map(Listener::address)
        .filter(InetSocketAddress.class::isInstance)
        .mapToInt(address -> ((InetSocketAddress) address).getPort())
        .findFirst()
        .orElse(0);
  }

  /** {@code redis://host:port}. */
  public URI uri() {
    return URI.create("redis://" + host() + ":" + port());
  }

  /** {@code rediss://host:port}, for clients with TLS. */
  public URI tlsUri() {
    return URI.create("rediss://" + host() + ":" + tlsPort());
  }

  /** Where clients can connect, for people to read. */
  String places() {
    return loop.listeners().all().stream()
        .map(Listener::toString)
        .collect(Collectors.joining(", "));
  }

  /** Waits until the server has been closed. */
  public void await() throws InterruptedException {
    loop.join();
  }

  /** Ends all connections and frees the port at once. */
  @Override
  public void close() {
    server.close();
    loop.close();
  }
}
