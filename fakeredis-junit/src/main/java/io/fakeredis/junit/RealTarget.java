package io.fakeredis.junit;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.utility.DockerImageName;

/** The real server that the property {@code fakeredis.target} names, in place of the fake. */
final class RealTarget implements AutoCloseable {
  static final String PROPERTY = "fakeredis.target";

  private static final int PORT = 6379;
  private static final int TIMEOUT_MILLIS = 5000;

  private final URI uri;
  private final @Nullable Runnable container;

  private RealTarget(URI uri, @Nullable Runnable container) {
    this.uri = uri;
    this.container = container;
  }

  /** A server that runs already, for a URL; one in a container, for the name of an image. */
  static RealTarget of(String target) {
    if (target.contains("://")) {
      return new RealTarget(URI.create(target), null);
    }
    return Container.start(target);
  }

  /** Apart, so that Testcontainers is needed only by those who name an image. */
  private static final class Container {
    static RealTarget start(String image) {
      GenericContainer<?> container =
          new GenericContainer<>(DockerImageName.parse(image)).withExposedPorts(PORT);
      container.start();
      String address = container.getHost() + ":" + container.getMappedPort(PORT);
      return new RealTarget(URI.create("redis://" + address), container::stop);
    }
  }

  URI uri() {
    return uri;
  }

  /** Empties the server, as a fresh fake would be. */
  void flush() {
    int port = uri.getPort() < 0 ? PORT : uri.getPort();
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(uri.getHost(), port), TIMEOUT_MILLIS);
      socket.setSoTimeout(TIMEOUT_MILLIS);
      OutputStream out = socket.getOutputStream();
      out.write("FLUSHALL\r\n".getBytes(StandardCharsets.US_ASCII));
      InputStream in = socket.getInputStream();
      if (in.read() != '+') {
        throw new IllegalStateException(uri + " refuses FLUSHALL");
      }
    } catch (IOException e) {
      throw new IllegalStateException(PROPERTY + ": no server at " + uri, e);
    }
  }

  @Override
  public void close() {
    if (container != null) {
      container.run();
    }
  }
}
