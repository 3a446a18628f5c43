package io.fakeredis.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.fakeredis.FakeServer;
import io.fakeredis.api.Reply;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** CONFIG SET of where clients connect. */
class NetworkSettingsTest {
  private final TcpFakeServer server =
      TcpFakeServer.start(FakeServer.builder().profile("redis:7.0").build());

  @AfterEach
  void close() {
    server.close();
  }

  private Reply set(String parameter, String value) {
    return server.server().call("CONFIG", "SET", parameter, value);
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static boolean answers(int port) {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.getOutputStream().write("PING\r\n".getBytes(java.nio.charset.StandardCharsets.UTF_8));
      return socket.getInputStream().read() == '+';
    } catch (java.net.ConnectException e) {
      return false;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void theServerMovesToAnotherPort() throws IOException {
    int first = server.port();
    int second = freePort();
    assertThat(set("port", Integer.toString(second))).isEqualTo(Reply.OK);
    assertThat(answers(second)).isTrue();
    assertThat(server.port()).isEqualTo(second);
    assertThat(set("port", Integer.toString(first))).isEqualTo(Reply.OK);
    assertThat(answers(first)).isTrue();
    assertThat(answers(second)).isFalse();
  }

  @Test
  void aPortThatIsTakenIsRefusedAndEverythingStaysAsItWas() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String port = Integer.toString(taken.getLocalPort());
      assertThat(server.server().call("CONFIG", "SET", "maxclients", "5", "port", port))
          .isEqualTo(
              Reply.error(
                  "ERR CONFIG SET failed (possibly related to argument 'port') - Unable to listen"
                      + " on this port. Check server logs."));
    }
    assertThat(server.server().call("CONFIG", "GET", "maxclients").toString()).contains("10000");
    assertThat(answers(server.port())).isTrue();
  }

  @Test
  void addressesThatAreNotOursAreRefused() {
    assertThat(set("bind", "127.0.0.1 203.0.113.1").toString())
        .contains("Failed to bind to specified addresses.");
    assertThat(set("bind", "127.0.0.1 -203.0.113.1")).isEqualTo(Reply.OK);
    assertThat(answers(server.port())).isTrue();
  }

  @Test
  void withoutCertificateThereIsNoTls() {
    assertThat(set("tls-port", "1").toString())
        .contains("Unable to update TLS configuration. Check server logs.");
  }
}
