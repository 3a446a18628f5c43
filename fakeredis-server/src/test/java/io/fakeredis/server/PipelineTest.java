package io.fakeredis.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Calls that are sent before the replies to others were read. */
@Timeout(60)
class PipelineTest {
  private static final int CALLS = 40_000;
  private static final int LENGTH = 1000;

  @Test
  void repliesThatNobodyHasReadDoNotKeepTheServerFromListening() throws IOException {
    try (TcpFakeServer server = TcpFakeServer.start();
        Socket socket = new Socket(server.host(), server.port())) {
      server.server().call("SET", "k", "x".repeat(LENGTH));

      socket.getOutputStream().write("GET k\r\n".repeat(CALLS).getBytes(ISO_8859_1));

      socket.getInputStream().skipNBytes((long) CALLS * ("$1000\r\n\r\n".length() + LENGTH));
      assertThat(socket.getInputStream().available()).isZero();
    }
  }
}
