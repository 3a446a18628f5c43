package io.fakeredis.compat;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.TimeoutException;

/**
 * A server behind a socket, real or fake.
 *
 * @param stop stops the server if it is the case's own
 */
record TcpTarget(URI url, Runnable stop) implements Target {
  private static final Duration SETTLING = Duration.ofMillis(20);

  @Override
  public Wire connect() throws IOException {
    Socket socket = new Socket(url.getHost(), url.getPort());
    socket.setTcpNoDelay(true);
    return new TcpWire(socket);
  }

  @Override
  public void sleep(Duration duration) {
    try {
      Thread.sleep(duration.toMillis());
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    stop.run();
  }

  private final class TcpWire implements Wire {
    private final Socket socket;
    private final byte[] buffer = new byte[1 << 16];

    private TcpWire(Socket socket) {
      this.socket = socket;
    }

    @Override
    public void send(byte[] bytes) throws IOException {
      socket.getOutputStream().write(bytes);
    }

    @Override
    public void sendAndLeave(byte[] bytes) throws IOException {
      send(bytes);
      sleep(SETTLING);
    }

    @Override
    public byte[] receive(Duration timeout) throws IOException, TimeoutException {
      socket.setSoTimeout((int) timeout.toMillis());
      InputStream in = socket.getInputStream();
      try {
        int count = in.read(buffer);
        if (count < 0) {
          throw new EOFException();
        }
        return Arrays.copyOf(buffer, count);
      } catch (SocketTimeoutException e) {
        throw new TimeoutException();
      }
    }

    @Override
    public void close() {
      try {
        socket.close();
      } catch (IOException e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
