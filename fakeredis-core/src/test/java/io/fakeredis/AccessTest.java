package io.fakeredis;

import static io.fakeredis.RespClient.output;
import static io.fakeredis.RespClient.send;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fakeredis.api.Reply;
import io.fakeredis.core.engine.Endpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who may connect, and who may do what. */
class AccessTest {
  private static final Endpoint ELSEWHERE = new Endpoint("192.0.2.7:50000", "192.0.2.1:6379");

  private static String ask(Connection connection, String request) {
    send(connection, request);
    return output(connection);
  }

  @Test
  void protectedModeRefusesStrangersAsLongAsThereIsNoPassword() {
    FakeServer server = FakeServer.builder().profile("redis:7.2").build();
    Connection refused = server.connect(() -> {}, ELSEWHERE);
    assertThat(output(refused)).startsWith("-DENIED Redis is running in protected mode because ");
    assertThat(refused.isClosing()).isTrue();

    server.call("CONFIG", "SET", "protected-mode", "no");
    assertThat(ask(server.connect(() -> {}, ELSEWHERE), "PING")).isEqualTo("+PONG\r\n");
    server.call("CONFIG", "SET", "protected-mode", "yes", "requirepass", "secret");
    assertThat(ask(server.connect(() -> {}, ELSEWHERE), "PING")).startsWith("-NOAUTH");
  }

  @Test
  void usersComeFromTheConfiguration() {
    FakeServer server =
        FakeServer.builder()
            .profile("redis:7.2")
            .arguments("--user", "reader", "on", ">pw", "%R~cache:*", "+@read")
            .build();
    Connection client = server.connect(() -> {});
    assertThat(ask(client, "AUTH reader pw")).isEqualTo("+OK\r\n");
    assertThat(ask(client, "GET cache:1")).isEqualTo("$-1\r\n");
    assertThat(ask(client, "GET other")).startsWith("-NOPERM No permissions to access a key");
  }

  @Test
  void aWrongRuleInTheConfigurationIsNamed() {
    FakeServer.Builder builder = FakeServer.builder().arguments("--user", "reader", "+nosuch");
    assertThatThrownBy(builder::build)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Error in user declaration '+nosuch': Unknown command or category name in ACL");
  }

  @Test
  void usersAreSavedAndLoaded(@TempDir Path folder) throws IOException {
    Path file = Files.createFile(folder.resolve("users.acl"));
    FakeServer server =
        FakeServer.builder().profile("redis:7.2").config("aclfile", file.toString()).build();
    server.call("ACL", "SETUSER", "carol", "on", "nopass", "~a*", "+get");
    assertThat(server.call("ACL", "SAVE")).isEqualTo(Reply.OK);
    assertThat(file)
        .hasContent(
            """
            user carol on nopass sanitize-payload ~a* resetchannels -@all +get
            user default on nopass sanitize-payload ~* &* +@all
            """);

    Connection client = server.connect(() -> {});
    ask(client, "AUTH carol x");
    Files.writeString(file, "user dave on nopass +@all ~*\n");
    assertThat(server.call("ACL", "LOAD")).isEqualTo(Reply.OK);
    assertThat(client.isClosing()).isTrue();
    assertThat(server.call("ACL", "USERS"))
        .isEqualTo(Reply.array(Reply.bulk("dave"), Reply.bulk("default")));

    Files.writeString(file, "user dave +nosuch\n");
    assertThat(server.call("ACL", "LOAD").toString())
        .contains("users.acl:1: Error in applying operation '+nosuch': Unknown command");
    assertThat(server.call("ACL", "USERS"))
        .isEqualTo(Reply.array(List.of(Reply.bulk("dave"), Reply.bulk("default"))));
  }

  @Test
  void theLogGoesByTheServersClock() {
    ManualClock clock = ManualClock.startingNow();
    FakeServer server = FakeServer.builder().profile("redis:7.2").clock(clock).build();
    server.call("ACL", "SETUSER", "carol", "on", "nopass");
    Connection client = server.connect(() -> {});
    ask(client, "AUTH carol x");
    ask(client, "GET a");
    clock.advance(Duration.ofSeconds(61));
    ask(client, "GET a");
    Reply.Array entries = (Reply.Array) server.call("ACL", "LOG");
    assertThat(entries.items()).hasSize(2);
  }

  @Test
  void passwordsComeFromTheServersChance() {
    FakeServer one = FakeServer.builder().seed(7).build();
    FakeServer other = FakeServer.builder().seed(7).build();
    assertThat(one.call("ACL", "GENPASS")).isEqualTo(other.call("ACL", "GENPASS"));
  }
}
