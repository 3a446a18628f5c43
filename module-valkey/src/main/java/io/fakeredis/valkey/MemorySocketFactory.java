package io.fakeredis.valkey;

import io.fakeredis.FakeServer;
import io.valkey.JedisClientConfig;
import io.valkey.JedisSocketFactory;
import io.valkey.exceptions.JedisConnectionException;
import java.net.Socket;
import java.net.SocketException;

/** Gives valkey-java sockets that lead into a fake server. */
final class MemorySocketFactory implements JedisSocketFactory {
  private final FakeServer server;
  private final int timeoutMillis;

  MemorySocketFactory(FakeServer server, JedisClientConfig config) {
    this.server = server;
    this.timeoutMillis = config.getSocketTimeoutMillis();
  }

  @Override
  public Socket createSocket() {
    try {
      Socket socket = server.socket();
      socket.setSoTimeout(timeoutMillis);
      return socket;
    } catch (SocketException e) {
      throw new JedisConnectionException("Failed to connect to the fake server.", e);
    }
  }
}
