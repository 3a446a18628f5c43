package io.fakeredis.server;

import io.fakeredis.Connection;
import io.fakeredis.FakeServer;
import io.fakeredis.ServerDownException;
import io.fakeredis.core.engine.Endpoint;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.security.cert.X509Certificate;
import org.jspecify.annotations.Nullable;

/** A connection over a socket. Only the selector's thread touches the socket. */
final class SocketConnection implements Connection.Outlet {
  private final SelectorLoop loop;
  private final Wire wire;
  private final SelectionKey key;
  private @Nullable Connection connection;
  private ByteBuffer unsent = ByteBuffer.allocate(0);
  private boolean reading;
  private boolean closed;

  SocketConnection(SelectorLoop loop, Wire wire, SelectionKey key) {
    this.loop = loop;
    this.wire = wire;
    this.key = key;
  }

  void open(FakeServer server, Endpoint endpoint) {
    try {
      connection = server.connect(this, endpoint);
    } catch (ServerDownException e) {
      close(); // as near to a refusal as an open port comes
    }
  }

  @Override
  public void outputReady() {
    loop.outputReady(this);
  }

  /** Reads what is there and has its calls run. */
  void read(ByteBuffer buffer, byte[] array) {
    Connection to = connection;
    if (to == null || closed) {
      return;
    }
    reading = true;
    try {
      if (!readAll(to, buffer, array)) {
        close();
      } else if (!closed) {
        setInterests();
      }
    } finally {
      reading = false;
    }
  }

  /** Whether calls that were read are being run. */
  boolean isReading() {
    return reading;
  }

  /** False if the client has hung up. */
  private boolean readAll(Connection to, ByteBuffer buffer, byte[] array) {
    int count = readInto(buffer);
    X509Certificate certificate = wire.newCertificate();
    if (certificate != null) {
      to.showCertificate(certificate);
    }
    while (count > 0) {
      buffer.flip();
      buffer.get(array, 0, count);
      to.receive(array, 0, count);
      count = wire.hasMore() && !closed ? readInto(buffer) : 0;
    }
    return count == 0;
  }

  private int readInto(ByteBuffer buffer) {
    buffer.clear();
    try {
      return wire.read(buffer);
    } catch (IOException e) {
      return -1; // a connection reset by the client has ended like any other
    }
  }

  /**
   * Writes as much of the output as the socket takes. The client is heard nevertheless: many send
   * all calls of a pipeline before they read the first reply.
   */
  void write() {
    Connection from = connection;
    if (from == null || closed) {
      return;
    }
    try {
      if (from.isCutOff()) {
        close();
        return;
      }
      if (hasUnsent()) {
        wire.write(unsent);
      }
      if (!hasUnsent()) {
        from.drainTo(this::send);
      }
      if (from.isClosing() && !hasUnsent()) {
        close();
      } else {
        setInterests();
      }
      from.undelivered(unsent.remaining());
    } catch (IOException e) {
      close();
    }
  }

  private void send(byte[] array, int length) {
    ByteBuffer output = ByteBuffer.wrap(array, 0, length);
    try {
      wire.write(output);
    } catch (IOException e) {
      close();
      return;
    }
    if (output.hasRemaining()) {
      unsent = ByteBuffer.allocate(output.remaining()).put(output).flip();
    }
  }

  private boolean hasUnsent() {
    return unsent.hasRemaining() || wire.hasUnsent();
  }

  private void setInterests() {
    int interests = SelectionKey.OP_READ | (hasUnsent() ? SelectionKey.OP_WRITE : 0);
    if (key.isValid() && key.interestOps() != interests) {
      key.interestOps(interests);
    }
  }

  void close() {
    if (closed) {
      return;
    }
    closed = true;
    key.cancel();
    try {
      wire.close();
    } catch (IOException e) {
      // it is gone either way
    }
    if (connection != null) {
      connection.close();
    }
  }
}
