package io.fakeredis.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.fakeredis.FakeServer;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Clients that come through the file system. */
class UnixSocketTest {
  @TempDir private Path folder;

  private static String ask(Path socket, String request) throws IOException {
    try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
      channel.write(ByteBuffer.wrap(request.getBytes(ISO_8859_1)));
      ByteBuffer reply = ByteBuffer.allocate(4096);
      channel.read(reply);
      return new String(reply.array(), 0, reply.position(), ISO_8859_1);
    }
  }

  @Test
  void clientsAreServed() throws IOException {
    Path socket = folder.resolve("redis.sock");
    try (TcpFakeServer server =
        TcpFakeServer.builder(FakeServer.create()).unixSocket(socket).withoutPlainTcp().start()) {
      assertThat(ask(socket, "PING\r\n")).isEqualTo("+PONG\r\n");
      assertThat(ask(socket, "CLIENT LIST\r\n"))
          .contains(" addr=" + socket + ":0 laddr=" + socket + ":0 ", " flags=U ");
      assertThat(server.places()).isEqualTo(socket.toString());
    }
    assertThat(socket).doesNotExist();
  }

  @Test
  void aSocketThatSomebodyLeftIsReplaced() throws IOException {
    Path socket = Files.createFile(folder.resolve("redis.sock"));
    FakeServer fake = FakeServer.builder().config("unixsocket", socket.toString()).build();
    try (TcpFakeServer server = TcpFakeServer.start(fake)) {
      assertThat(ask(socket, "PING\r\n")).isEqualTo("+PONG\r\n");
      assertThat(server.port()).isPositive();
    }
  }

  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "Windows has no POSIX permissions")
  void permissionsAreAsConfigured() throws IOException {
    Path socket = folder.resolve("redis.sock");
    FakeServer fake =
        FakeServer.builder()
            .config("unixsocket", socket.toString())
            .config("unixsocketperm", "700")
            .build();
    try (TcpFakeServer server = TcpFakeServer.start(fake)) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(socket)))
          .isEqualTo("rwx------");
      assertThat(server.server()).isSameAs(fake);
    }
  }
}
