package io.fakeredis;

import io.fakeredis.core.engine.TimeSource;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketException;
import java.net.SocketImpl;
import java.net.SocketTimeoutException;
import java.util.Objects;

/**
 * A socket without a network: what the client writes is run by the server at once, on the client's
 * own thread, and what the server replies waits here to be read.
 */
@SuppressWarnings("UnsynchronizedOverridesSynchronized") // a monitor of its own guards the state
final class MemorySocket extends Socket {
  private static final InetSocketAddress ADDRESS =
      new InetSocketAddress(InetAddress.getLoopbackAddress(), 6379);
  private static final int INITIAL = 512;
  private static final int KEPT = 64 * 1024;

  private final Object monitor = new Object();
  private final Connection connection;
  private byte[] incoming = new byte[INITIAL];
  private int from;
  private int to;
  private boolean awaited;
  private volatile boolean ended;
  private volatile boolean reset;
  private volatile boolean closed;
  private volatile int timeout;

  MemorySocket(FakeServer server) throws SocketException {
    super((SocketImpl) null);
    this.connection = server.connect(this::outputReady);
  }

  /** Called by whichever thread made the server reply, under the server's lock. */
  private void outputReady() {
    synchronized (monitor) {
      connection.drainTo(this::append);
      if (connection.isClosing()) {
        ended = true;
      }
      wakeReaders();
    }
  }

  private void wakeReaders() {
    if (awaited) {
      awaited = false;
      monitor.notifyAll();
    }
  }

  private void append(byte[] array, int length) {
    int waiting = to - from;
    if (incoming.length - to < length) {
      byte[] larger =
          incoming.length >= waiting + length
              ? incoming
              : new byte[Math.max(2 * incoming.length, waiting + length)];
      System.arraycopy(incoming, from, larger, 0, waiting);
      incoming = larger;
      from = 0;
      to = waiting;
    }
    System.arraycopy(array, 0, incoming, to, length);
    to += length;
  }

  private int read(byte[] target, int offset, int length) throws IOException {
    synchronized (monitor) {
      awaitInput();
      if (from == to) {
        if (closed) {
          throw new SocketException("Socket closed");
        }
        return -1;
      }
      int count = Math.min(length, to - from);
      System.arraycopy(incoming, from, target, offset, count);
      from += count;
      if (from == to) {
        forgetRead();
      }
      return count;
    }
  }

  private void forgetRead() {
    from = 0;
    to = 0;
    if (incoming.length > KEPT) {
      incoming = new byte[INITIAL];
    }
  }

  private void awaitInput() throws IOException {
    if (hasNews()) {
      return; // as nearly always: no look at the clock
    }
    long deadline = TimeSource.nanos() + timeout * 1_000_000L;
    while (!hasNews()) {
      long left = (deadline - TimeSource.nanos() + 999_999) / 1_000_000;
      if (timeout != 0 && left <= 0) {
        throw new SocketTimeoutException("Read timed out");
      }
      awaited = true;
      try {
        monitor.wait(timeout == 0 ? 0 : left);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new SocketException("Interrupted while waiting for a reply");
      }
    }
  }

  private boolean hasNews() {
    return from != to || ended || closed;
  }

  /**
   * Whether the server is there to take something. If it has hung up, TCP loses the first bytes
   * that are sent after that, and only then says so: clients learn it by reading.
   */
  private boolean canTake() throws SocketException {
    if (closed || reset) {
      throw new SocketException(closed ? "Socket closed" : "Broken pipe");
    }
    if (ended) {
      reset = true;
      return false;
    }
    return true;
  }

  private void write(byte[] data, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, data.length);
    if (canTake()) {
      connection.receive(data, offset, offset + length);
    }
  }

  @Override
  public InputStream getInputStream() {
    return new InputStream() {
      @Override
      public int read() throws IOException {
        byte[] one = new byte[1];
        return MemorySocket.this.read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
      }

      @Override
      public int read(byte[] target, int offset, int length) throws IOException {
        return MemorySocket.this.read(target, offset, length);
      }

      @Override
      public int available() {
        synchronized (monitor) {
          return to - from;
        }
      }
    };
  }

  @Override
  public OutputStream getOutputStream() {
    return new OutputStream() {
      @Override
      public void write(int b) throws IOException {
        MemorySocket.this.write(new byte[] {(byte) b}, 0, 1);
      }

      @Override
      public void write(byte[] data, int offset, int length) throws IOException {
        MemorySocket.this.write(data, offset, length);
      }
    };
  }

  @Override
  public void close() {
    synchronized (monitor) {
      if (closed) {
        return;
      }
      closed = true;
      wakeReaders();
    }
    connection.close();
  }

  @Override
  public boolean isClosed() {
    return closed;
  }

  @Override
  public boolean isConnected() {
    return true;
  }

  @Override
  public boolean isBound() {
    return true;
  }

  @Override
  public boolean isInputShutdown() {
    return false;
  }

  @Override
  public boolean isOutputShutdown() {
    return false;
  }

  @Override
  public void setSoTimeout(int millis) {
    timeout = millis;
  }

  @Override
  public int getSoTimeout() {
    return timeout;
  }

  @Override
  public void setTcpNoDelay(boolean on) {
    // there is no network that could delay anything
  }

  @Override
  public void setKeepAlive(boolean on) {
    // there is no network that could drop an idle connection
  }

  @Override
  public void setReuseAddress(boolean on) {
    // there is no address
  }

  @Override
  public void setSoLinger(boolean on, int seconds) {
    // closing loses nothing
  }

  @Override
  public SocketAddress getRemoteSocketAddress() {
    return ADDRESS;
  }

  @Override
  public SocketAddress getLocalSocketAddress() {
    return ADDRESS;
  }

  @Override
  public InetAddress getInetAddress() {
    return ADDRESS.getAddress();
  }

  @Override
  public int getPort() {
    return ADDRESS.getPort();
  }
}
