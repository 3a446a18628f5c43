package io.fakeredis.compat;

import java.io.EOFException;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeoutException;

/** Bytes to and from a server. */
interface Wire extends AutoCloseable {

  void send(byte[] bytes) throws IOException;

  /**
   * Sends what may keep the server busy or the client waiting, and gives the server the time to see
   * to it.
   */
  void sendAndLeave(byte[] bytes) throws IOException;

  /**
   * The next bytes from the server.
   *
   * @throws TimeoutException when none come in time
   * @throws EOFException when the server has closed the connection
   */
  byte[] receive(Duration timeout) throws IOException, TimeoutException;

  @Override
  void close();
}
