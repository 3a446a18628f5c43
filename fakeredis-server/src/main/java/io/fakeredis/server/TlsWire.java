package io.fakeredis.server;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLEngineResult.Status;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.jspecify.annotations.Nullable;

/** Carries bytes over TLS. The handshake is done on the way, by whoever reads or writes. */
final class TlsWire implements Wire {
  /** What a session has that does not exist yet. */
  private static final String NO_PROTOCOL = "NONE";

  private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

  private final SocketChannel channel;
  private final SSLEngine engine;

  /** What came from the network and is not decrypted yet. */
  private ByteBuffer received;

  /** What is decrypted and nobody has read yet. */
  private ByteBuffer plain;

  /** What is encrypted and the network has not taken yet. */
  private ByteBuffer unsent;

  private boolean ended;
  private boolean certificateTold;

  TlsWire(SocketChannel channel, SSLEngine engine) {
    this.channel = channel;
    this.engine = engine;
    int packet = engine.getSession().getPacketBufferSize();
    this.received = ByteBuffer.allocate(packet).flip();
    this.unsent = ByteBuffer.allocate(packet).flip();
    this.plain = ByteBuffer.allocate(engine.getSession().getApplicationBufferSize()).flip();
  }

  @Override
  public int read(ByteBuffer into) throws IOException {
    if (!plain.hasRemaining()) {
      receive();
      unwrapAll();
    }
    int count = Math.min(into.remaining(), plain.remaining());
    into.put(plain.slice(plain.position(), count));
    plain.position(plain.position() + count);
    return count == 0 && ended ? -1 : count;
  }

  private void receive() throws IOException {
    if (received.remaining() == received.capacity()) {
      received = grown(received);
    }
    received.compact();
    ended |= channel.read(received) < 0;
    received.flip();
  }

  /** Decrypts what has come, up to the first bytes that are not about the handshake. */
  private void unwrapAll() throws IOException {
    Status status = Status.OK;
    while (status == Status.OK && !plain.hasRemaining()) {
      plain.clear();
      status = engine.unwrap(received, plain).getStatus();
      plain.flip();
      if (status == Status.BUFFER_OVERFLOW) {
        plain = ByteBuffer.allocate(engine.getSession().getApplicationBufferSize()).flip();
        status = Status.OK;
      }
      shakeHands();
    }
    ended |= status == Status.CLOSED;
  }

  /** Does what the handshake wants before it can read on. */
  private void shakeHands() throws IOException {
    HandshakeStatus status = engine.getHandshakeStatus();
    while (status == HandshakeStatus.NEED_TASK || status == HandshakeStatus.NEED_WRAP) {
      if (status == HandshakeStatus.NEED_WRAP && wrap(NOTHING) == Status.CLOSED) {
        return;
      }
      for (Runnable task = engine.getDelegatedTask();
          task != null;
          task = engine.getDelegatedTask()) {
        task.run();
      }
      status = engine.getHandshakeStatus();
    }
  }

  @Override
  public void write(ByteBuffer from) throws IOException {
    flush();
    while (from.hasRemaining() && !unsent.hasRemaining() && isOpen()) {
      wrap(from);
    }
  }

  private boolean isOpen() {
    return engine.getHandshakeStatus() == HandshakeStatus.NOT_HANDSHAKING
        && !engine.isOutboundDone();
  }

  private Status wrap(ByteBuffer from) throws IOException {
    unsent.compact();
    Status status = engine.wrap(from, unsent).getStatus();
    unsent.flip();
    if (status == Status.BUFFER_OVERFLOW) {
      unsent = grown(unsent);
    }
    flush();
    return status;
  }

  private void flush() throws IOException {
    if (unsent.hasRemaining()) {
      channel.write(unsent);
    }
  }

  private static ByteBuffer grown(ByteBuffer full) {
    return ByteBuffer.allocate(full.capacity() * 2).put(full).flip();
  }

  @Override
  public boolean hasMore() {
    return plain.hasRemaining() || received.hasRemaining();
  }

  @Override
  public boolean hasUnsent() {
    return unsent.hasRemaining();
  }

  @Override
  public @Nullable X509Certificate newCertificate() {
    boolean established = isOpen() && !engine.getSession().getProtocol().equals(NO_PROTOCOL);
    if (certificateTold || !established) {
      return null;
    }
    certificateTold = true;
    try {
      return (X509Certificate) engine.getSession().getPeerCertificates()[0];
    } catch (SSLPeerUnverifiedException e) {
      return null; // it has shown none
    }
  }

  @Override
  public void close() throws IOException {
    try {
      engine.closeOutbound();
      shakeHands();
    } finally {
      channel.close();
    }
  }
}
