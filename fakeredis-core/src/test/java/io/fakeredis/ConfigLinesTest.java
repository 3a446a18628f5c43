package io.fakeredis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fakeredis.api.Reply;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigLinesTest {
  @Test
  void setParameters() throws IOException {
    FakeServer server =
        FakeServer.builder()
            .configLines(
                "here", List.of("# sizes", "", "maxmemory 1mb", "user ann on nopass +@all"))
            .arguments("--maxmemory", "2mb")
            .build();

    assertThat(server.call("CONFIG", "GET", "maxmemory"))
        .isEqualTo(Reply.map(Reply.bulk("maxmemory"), Reply.bulk("2097152")));
    assertThat(server.call("AUTH", "ann", "any")).isEqualTo(Reply.OK);
  }

  @Test
  void belongToNoFileThatCouldBeRewritten() throws IOException {
    FakeServer server = FakeServer.builder().configLines("here", List.of("maxmemory 1mb")).build();

    assertThat(server.call("CONFIG", "REWRITE"))
        .isEqualTo(Reply.error("ERR The server is running without a config file"));
  }

  @Test
  void doNotMakeANodeOfACluster() {
    FakeServer.Builder builder = FakeServer.builder().config("cluster-enabled", "yes");

    assertThatThrownBy(builder::build)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("cluster-enabled yes");
  }

  @Test
  void includeFiles(@TempDir Path folder) throws IOException {
    Path included = Files.writeString(folder.resolve("more.conf"), "databases 3\n");
    FakeServer server =
        FakeServer.builder().configLines("here", List.of("include " + included)).build();

    assertThat(server.call("SELECT", "3")).isEqualTo(Reply.error("ERR DB index is out of range"));
  }

  @Test
  void sayWhereTheyAreWrong() {
    assertThatThrownBy(() -> FakeServer.builder().configLines("here", List.of("", "port \"")))
        .hasMessage("here, line 2: 'port \"': Unbalanced quotes in configuration line");
  }
}
