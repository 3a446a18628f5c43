package io.fakeredis.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.fakeredis.FakeServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A script that keeps the thread of all connections: the others are served all the same. */
@Timeout(60)
class BusyScriptTest {
  private final TcpFakeServer server =
      TcpFakeServer.start(
          FakeServer.builder().profile("redis:7.2").config("busy-reply-threshold", "10").build());

  @AfterEach
  void close() {
    server.close();
  }

  /** A client that writes inline commands. */
  private final class Client implements AutoCloseable {
    private final Socket socket = new Socket(server.host(), server.port());
    private final BufferedReader input =
        new BufferedReader(
            new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));

    Client() throws IOException {}

    void send(String line) throws IOException {
      socket.getOutputStream().write((line + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
    }

    String read() throws IOException {
      return input.readLine();
    }

    String call(String line) throws IOException {
      send(line);
      return read();
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }

  @Test
  void clientsThatWereThereAndThoseThatComeAreServed() throws Exception {
    try (Client runs = new Client();
        Client waits = new Client()) {
      waits.call("PING");
      runs.send("EVAL 'while true do end' 0");
      TimeUnit.MILLISECONDS.sleep(50);
      assertThat(waits.call("GET k")).startsWith("-BUSY ");
      try (Client comes = new Client()) {
        assertThat(comes.call("GET k")).startsWith("-BUSY ");
        assertThat(comes.call("SCRIPT KILL")).isEqualTo("+OK");
      }
      assertThat(runs.read()).startsWith("-ERR Script killed by user with SCRIPT KILL...");
      assertThat(waits.call("SET k v")).isEqualTo("+OK");
      assertThat(runs.call("PING")).isEqualTo("+PONG");
    }
  }

  @Test
  void whatTheClientOfTheScriptSendsMeanwhileComesAfterwards() throws Exception {
    try (Client runs = new Client();
        Client kills = new Client()) {
      kills.call("PING");
      runs.send("EVAL 'while true do end' 0");
      TimeUnit.MILLISECONDS.sleep(50);
      runs.send("PING");
      assertThat(kills.call("SCRIPT KILL")).isEqualTo("+OK");
      assertThat(runs.read()).startsWith("-ERR Script killed");
      assertThat(runs.read()).isEqualTo("+PONG");
    }
  }
}
