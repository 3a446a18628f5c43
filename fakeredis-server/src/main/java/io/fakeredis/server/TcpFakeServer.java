package io.fakeredis.server;

import io.fakeredis.FakeServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;

/**
 * A fake server that any Redis client can connect to over TCP.
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
    return start(server, new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
  }

  /**
   * The server at that address; port 0 picks a free one.
   *
   * @throws UncheckedIOException if the address can't be had
   */
  public static TcpFakeServer start(FakeServer server, InetSocketAddress address) {
    try {
      SelectorLoop loop = new SelectorLoop(server, address);
      server.engine().configuration().set("port", Integer.toString(loop.address().getPort()));
      server.engine().onClose(loop::stop);
      server.engine().door(loop);
      loop.start();
      return new TcpFakeServer(server, loop);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "cannot listen on " + text(address) + ": " + e.getMessage(), e);
    }
  }

  private static String text(InetSocketAddress address) {
    return address.getHostString() + ":" + address.getPort();
  }

  /** The server behind the door, for looking into it. */
  public FakeServer server() {
    return server;
  }

  public String host() {
    return loop.address().getAddress().getHostAddress();
  }

  public int port() {
    return loop.address().getPort();
  }

  /** {@code redis://host:port}. */
  public URI uri() {
    return URI.create("redis://" + host() + ":" + port());
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
