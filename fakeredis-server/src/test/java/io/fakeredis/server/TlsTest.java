package io.fakeredis.server;

import static io.fakeredis.server.TestFiles.connect;
import static io.fakeredis.server.TestFiles.path;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fakeredis.FakeServer;
import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** TLS, spoken by the JDK's own client. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class TlsTest {
  private static TcpFakeServer.Builder builder(FakeServer server) {
    return TcpFakeServer.builder(server).tls(path("server.crt"), path("server.key"));
  }

  private static String ask(Socket socket, String request, int length) throws IOException {
    socket.getOutputStream().write(request.getBytes(ISO_8859_1));
    return new String(socket.getInputStream().readNBytes(length), ISO_8859_1);
  }

  @Test
  void clientsAreServedWithTlsAndWithout() throws IOException, GeneralSecurityException {
    try (TcpFakeServer server = builder(FakeServer.create()).start();
        Socket plain = new Socket("localhost", server.port());
        Socket hidden = connect(server.tlsPort(), false)) {
      assertThat(ask(hidden, "SET k v\r\n", 5)).isEqualTo("+OK\r\n");
      assertThat(ask(plain, "GET k\r\n", 7)).isEqualTo("$1\r\nv\r\n");
      assertThat(server.tlsUri()).hasScheme("rediss").hasPort(server.tlsPort());
    }
  }

  @Test
  void manyBytesPassInBothDirections() throws IOException, GeneralSecurityException {
    String value = "x".repeat(3_000_000);
    try (TcpFakeServer server = builder(FakeServer.create()).start();
        Socket client = connect(server.tlsPort(), false)) {
      String set = "*3\r\n$3\r\nSET\r\n$1\r\nk\r\n$" + value.length() + "\r\n" + value + "\r\n";
      assertThat(ask(client, set, 5)).isEqualTo("+OK\r\n");
      String head = "$" + value.length() + "\r\n";
      String reply = ask(client, "GET k\r\n".repeat(3), 3 * (head.length() + value.length() + 2));
      assertThat(reply).isEqualTo((head + value + "\r\n").repeat(3));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void protocolsCanBeChosen(String protocol) throws IOException, GeneralSecurityException {
    FakeServer fake = FakeServer.builder().config("tls-protocols", protocol).build();
    try (TcpFakeServer server = builder(fake).start();
        Socket client = connect(server.tlsPort(), false)) {
      assertThat(ask(client, "PING\r\n", 7)).isEqualTo("+PONG\r\n");
    }
  }

  @Test
  void ciphersHaveTheNamesThatOpenSslGivesThem() throws IOException, GeneralSecurityException {
    FakeServer fake =
        FakeServer.builder()
            .config("tls-protocols", "TLSv1.2")
            .config("tls-ciphers", "ECDHE-RSA-AES128-GCM-SHA256")
            .build();
    try (TcpFakeServer server = builder(fake).start();
        SSLSocket client = (SSLSocket) connect(server.tlsPort(), false)) {
      assertThat(ask(client, "PING\r\n", 7)).isEqualTo("+PONG\r\n");
      assertThat(client.getSession().getCipherSuite())
          .isEqualTo("TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256");
    }
  }

  @Test
  void clientsMayHaveToShowCertificates() throws IOException, GeneralSecurityException {
    try (TcpFakeServer server =
        builder(FakeServer.create()).clientsSignedBy(path("ca.crt")).start()) {
      try (Socket client = connect(server.tlsPort(), true)) {
        assertThat(ask(client, "PING\r\n", 7)).isEqualTo("+PONG\r\n");
      }
      try (Socket client = connect(server.tlsPort(), false)) {
        assertThatThrownBy(() -> ask(client, "PING\r\n", 7)).isInstanceOf(IOException.class);
      }
    }
  }

  @Test
  void aCertificateCanSayWhoTheClientIs() throws IOException, GeneralSecurityException {
    FakeServer fake =
        FakeServer.builder().profile("redis:8.6").config("tls-auth-clients-user", "CN").build();
    fake.call("ACL", "SETUSER", "carol", "on", "+@all");
    try (TcpFakeServer server = builder(fake).clientsSignedBy(path("ca.crt")).start()) {
      try (Socket client = connect(server.tlsPort(), true)) {
        assertThat(ask(client, "ACL WHOAMI\r\n", 11)).isEqualTo("$5\r\ncarol\r\n");
      }
      fake.call("ACL", "SETUSER", "carol", "off");
      try (Socket client = connect(server.tlsPort(), true)) {
        assertThat(ask(client, "ACL WHOAMI\r\n", 13)).isEqualTo("$7\r\ndefault\r\n");
      }
      assertThat(fake.call("ACL", "LOG").toString()).contains("tls-cert", "carol");
    }
  }

  @Test
  void whoSpeaksNoTlsIsSentAway() throws IOException {
    try (TcpFakeServer server = builder(FakeServer.create()).start();
        Socket client = new Socket("localhost", server.tlsPort())) {
      assertThat(ask(client, "PING\r\n", 7)).doesNotContain("PONG");
    }
  }

  @Test
  void quitEndsTheConnectionAfterTheReply() throws IOException, GeneralSecurityException {
    try (TcpFakeServer server = builder(FakeServer.create()).start();
        Socket client = connect(server.tlsPort(), false)) {
      assertThat(ask(client, "QUIT\r\n", 100)).isEqualTo("+OK\r\n");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"server.key", "server-rsa.key", "server-encrypted.key"})
  void keysComeInSeveralForms(String key) throws IOException, GeneralSecurityException {
    FakeServer fake = FakeServer.builder().config("tls-key-file-pass", "sesame").build();
    TcpFakeServer.Builder builder =
        TcpFakeServer.builder(fake).tls(path("server.crt"), path(key)).withoutPlainTcp();
    try (TcpFakeServer server = builder.start();
        Socket client = connect(server.tlsPort(), false)) {
      assertThat(ask(client, "PING\r\n", 7)).isEqualTo("+PONG\r\n");
      assertThatThrownBy(server::port).isInstanceOf(IllegalStateException.class);
    }
  }

  @Test
  void withoutCertificateThereIsNoTls() {
    FakeServer fake = FakeServer.builder().config("tls-port", "1").build();
    assertThatThrownBy(() -> TcpFakeServer.start(fake))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no tls-cert-file");
  }
}
