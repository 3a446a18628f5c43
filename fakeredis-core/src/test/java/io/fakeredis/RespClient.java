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
    byte[] bytes = (line + "\r\n").getBytes(ISO_8859_1);
    connection.receive(bytes, 0, bytes.length);
    return output();
  }

  String output() {
    StringBuilder output = new StringBuilder();
    connection.drainTo((array, length) -> output.append(new String(array, 0, length, ISO_8859_1)));
    return output.toString();
  }

  boolean isDisconnected() {
    return connection.isClosing();
  }
}
