package io.fakeredis.core.script;

import static org.assertj.core.api.Assertions.assertThat;

import io.fakeredis.FakeServer;
import io.fakeredis.api.Bytes;
import io.fakeredis.api.Reply;
import org.junit.jupiter.api.Test;

/** Libraries that move from server to server, or into a file and back. */
class FunctionDumpTest {
  private static final String LIBRARY =
      "#!lua name=lib\n"
          + "redis.register_function('twice', function(keys, args) return args[1] * 2 end)";

  private static FakeServer server(String profile) {
    return FakeServer.builder().profile(profile).config("enable-debug-command", "yes").build();
  }

  @Test
  void aDumpCanBeRestoredElsewhere() {
    try (FakeServer from = server("redis:7.0");
        FakeServer to = server("redis:8.2")) {
      from.call("FUNCTION", "LOAD", LIBRARY);
      Bytes dump = ((Reply.Bulk) from.call("FUNCTION", "DUMP")).value();
      Reply restored = to.call(Bytes.of("FUNCTION"), Bytes.of("RESTORE"), dump);
      assertThat(restored).isEqualTo(Reply.OK);
      assertThat(to.call("FCALL", "twice", "0", "21")).isEqualTo(Reply.integer(42));
    }
  }

  @Test
  void librariesAreInTheFileThatIsSavedAndLoaded() {
    try (FakeServer server = server("redis:7.2")) {
      server.call("FUNCTION", "LOAD", LIBRARY);
      assertThat(server.call("DEBUG", "RELOAD")).isEqualTo(Reply.OK);
      assertThat(server.call("FCALL", "twice", "0", "4")).isEqualTo(Reply.integer(8));
    }
  }

  @Test
  void aDamagedDumpChangesNothing() {
    try (FakeServer server = server("redis:7.2")) {
      server.call("FUNCTION", "LOAD", LIBRARY);
      byte[] dump = ((Reply.Bulk) server.call("FUNCTION", "DUMP")).value().toArray();
      for (int i = 0; i < dump.length; i++) {
        byte[] damaged = dump.clone();
        damaged[i] ^= 0x55;
        Reply reply =
            server.call(
                Bytes.of("FUNCTION"), Bytes.of("RESTORE"), Bytes.wrap(damaged), Bytes.of("FLUSH"));
        assertThat(reply.isError()).isTrue();
      }
      assertThat(server.call("FCALL", "twice", "0", "4")).isEqualTo(Reply.integer(8));
    }
  }
}
