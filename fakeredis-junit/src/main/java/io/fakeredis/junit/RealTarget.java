package io.fakeredis.junit;

import io.fakeredis.ServerUrl;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext.Store;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.utility.DockerImageName;

/** The real server that the property {@code fakeredis.target} names, in place of the fake. */
@SuppressWarnings("deprecation") // of CloseableResource, which JUnit 5 knows
final class RealTarget implements Store.CloseableResource, AutoCloseable {
  static final String PROPERTY = "fakeredis.target";

  private static final int PORT = 6379;
  private static final int TIMEOUT_MILLIS = 5000;

  private final URI uri;
  private final @Nullable Runnable container;
  private final Semaphore free = new Semaphore(1);

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

  /** The server for one test, empty as a fresh fake; the next test waits until it is given back. */
  TestServer lend() {
    free.acquireUninterruptibly();
    try {
      flush();
    } catch (RuntimeException e) {
      free.release();
      throw e;
    }
    return TestServer.real(uri, free::release);
  }

  private void flush() {
    ServerUrl url = ServerUrl.of(uri.toString());
    int port = uri.getPort() < 0 ? PORT : uri.getPort();
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(uri.getHost(), port), TIMEOUT_MILLIS);
      socket.setSoTimeout(TIMEOUT_MILLIS);
      String password = url.password();
      if (password != null) {
        String user = url.user() == null ? "default" : url.user();
        call(socket, "AUTH", user, password);
      }
      call(socket, "FLUSHALL");
    } catch (IOException e) {
      throw new IllegalStateException(PROPERTY + ": no server at " + uri, e);
    }
  }

  private void call(Socket socket, String... words) throws IOException {
    ByteArrayOutputStream call = new ByteArrayOutputStream();
    call.writeBytes(("*" + words.length + "\r\n").getBytes(StandardCharsets.UTF_8));
    for (String word : words) {
      byte[] bytes = word.getBytes(StandardCharsets.UTF_8);
      call.writeBytes(("$" + bytes.length + "\r\n").getBytes(StandardCharsets.UTF_8));
      call.writeBytes(bytes);
      call.writeBytes(new byte[] {'\r', '\n'});
    }
    socket.getOutputStream().write(call.toByteArray());
    InputStream in = socket.getInputStream();
    int kind = in.read();
    while (in.read() != '\n') {
      // the rest of the line does not matter
    }
    if (kind != '+') {
      throw new IllegalStateException(uri + " refuses " + words[0]);
    }
  }

  @Override
  public void close() {
    if (container != null) {
      container.run();
    }
  }
}
