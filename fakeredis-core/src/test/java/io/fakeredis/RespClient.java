package io.fakeredis;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

/** A client of a few lines, which speaks RESP to a server in process. */
final class RespClient {
  private final Connection connection;

  RespClient(FakeServer server) {
    connection = server.connect(() -> {});
  }

  /** Sends an inline command, and gives what has come back so far. */
  String call(String line) {
    send(connection, line);
    return output();
  }

  String output() {
    return output(connection);
  }

  boolean isDisconnected() {
    return connection.isClosing();
  }

  /** Sends lines, the last of which gets its end. */
  static void send(Connection connection, String lines) {
    byte[] bytes = (lines + "\r\n").getBytes(ISO_8859_1);
    connection.receive(bytes, 0, bytes.length);
  }

  /** What has come from the server since it was last asked. */
  static String output(Connection connection) {
    StringBuilder output = new StringBuilder();
    connection.drainTo((array, length) -> output.append(new String(array, 0, length, ISO_8859_1)));
    return output.toString();
  }
}
