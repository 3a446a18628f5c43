package io.fakeredis.server;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.security.cert.X509Certificate;
import org.jspecify.annotations.Nullable;

/** Carries the bytes of one connection, as they are or hidden. Never blocks. */
interface Wire {

  /** As a channel reads: how many bytes, 0 for none yet, -1 at the end. */
  int read(ByteBuffer into) throws IOException;

  /** Takes as many bytes as it can. */
  void write(ByteBuffer from) throws IOException;

  /** Whether there may be more to read that the selector does not know of. */
  boolean hasMore();

  /** Whether bytes that were taken have not left yet. */
  boolean hasUnsent();

  /** The client's certificate, once; null if there is none, or nothing new. */
  @Nullable X509Certificate newCertificate();

  void close() throws IOException;

  /** Carries bytes as they are. */
  static Wire plain(SocketChannel channel) {
    return new Wire() {
      @Override
      public int read(ByteBuffer into) throws IOException {
        return channel.read(into);
      }

      @Override
      public void write(ByteBuffer from) throws IOException {
        channel.write(from);
      }

      @Override
      public boolean hasMore() {
        return false;
      }

      @Override
      public boolean hasUnsent() {
        return false;
      }

      @Override
      public @Nullable X509Certificate newCertificate() {
        return null;
      }

      @Override
      public void close() throws IOException {
        channel.close();
      }
    };
  }
}
