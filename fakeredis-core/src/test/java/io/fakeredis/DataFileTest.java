package io.fakeredis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fakeredis.api.Reply;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataFileTest {
  @TempDir Path directory;

  private FakeServer.Builder server() {
    return FakeServer.builder().profile("redis:7.0").config("dir", directory.toString());
  }

  @Test
  void whatIsSavedIsThereAgain() {
    try (FakeServer first = server().build()) {
      first.call("SET", "k", "v");
      first.call("SELECT", "3");
      first.call("RPUSH", "l", "a", "b");
      first.call("FUNCTION", "LOAD", "#!lua name=l\nredis.register_function('f', function() end)");
      assertThat(first.call("SAVE")).isEqualTo(Reply.OK);
    }
    try (FakeServer second = server().build()) {
      assertThat(second.call("GET", "k")).isEqualTo(Reply.bulk("v"));
      second.call("SELECT", "3");
      assertThat(second.call("LRANGE", "l", "0", "-1"))
          .isEqualTo(Reply.array(Reply.bulk("a"), Reply.bulk("b")));
      assertThat(second.call("FUNCTION", "LIST").toString()).contains("library_name");
    }
  }

  @Test
  void anotherNameIsAnotherFile() {
    try (FakeServer first = server().config("dbfilename", "a.rdb").build()) {
      first.call("SET", "k", "v");
      first.call("SAVE");
    }
    try (FakeServer other = server().config("dbfilename", "b.rdb").build()) {
      assertThat(other.call("DBSIZE")).isEqualTo(Reply.ZERO);
    }
    Path file = directory.resolve("a.rdb");
    try (FakeServer told = FakeServer.builder().profile("redis:7.2").rdbFile(file).build()) {
      assertThat(told.call("DBSIZE")).isEqualTo(Reply.ONE);
    }
  }

  @Test
  void whatIsNoSuchFileIsRefused() throws IOException {
    Path file = directory.resolve("text.rdb");
    Files.writeString(file, "no data");
    assertThatThrownBy(() -> FakeServer.builder().rdbFile(file).build())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("text.rdb is no RDB file");
    assertThatThrownBy(() -> FakeServer.builder().rdbFile(directory.resolve("none")).build())
        .isInstanceOf(UncheckedIOException.class);
  }

  @Test
  void shutdownSavesWhenAsked() {
    try (FakeServer first = server().build()) {
      first.call("SET", "k", "v");
      first.call("SHUTDOWN", "SAVE");
    }
    assertThat(directory.resolve("dump.rdb")).exists();
  }
}
