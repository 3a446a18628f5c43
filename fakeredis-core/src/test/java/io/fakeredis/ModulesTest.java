package io.fakeredis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fakeredis.api.Command;
import io.fakeredis.api.CommandFamily;
import io.fakeredis.api.Flag;
import io.fakeredis.api.Keys;
import io.fakeredis.api.ModuleInfo;
import io.fakeredis.api.Plugin;
import io.fakeredis.api.Profile;
import io.fakeredis.api.Reply;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class ModulesTest {

  /** A module with one command. */
  private static final class Greetings implements Plugin, CommandFamily {
    @Override
    public String name() {
      return "greetings";
    }

    @Override
    public ModuleInfo module(Profile profile) {
      return new ModuleInfo("greet", 10203);
    }

    @Override
    public List<CommandFamily> families() {
      return List.of(this);
    }

    @Override
    public String group() {
      return "module";
    }

    @Override
    public List<Command> commands() {
      return List.of(
          Command.command(
              "GREET",
              Command.ALWAYS,
              1,
              Keys.NONE,
              Flag.flags(Flag.READONLY),
              call -> Reply.bulk("hello")));
    }
  }

  private static Reply unknown(String command) {
    return Reply.error("ERR unknown command '" + command + "', with args beginning with: ");
  }

  @Test
  void whatIsNotOnTheClassPathIsUnknown() {
    try (FakeServer server = FakeServer.create()) {
      assertThat(server.call("BF.ADD", "filter", "item"))
          .isEqualTo(
              Reply.error(
                  "ERR unknown command 'BF.ADD', with args beginning with: 'filter' 'item' "));
    }
  }

  @Test
  void modulesAreThereUnlessTheServerIsToldOtherwise() {
    FakeServer.Builder builder = FakeServer.builder().plugin(new Greetings());
    try (FakeServer server = builder.build()) {
      assertThat(server.call("GREET")).isEqualTo(Reply.bulk("hello"));
    }
    try (FakeServer server = builder.modules().build()) {
      assertThat(server.call("GREET")).isEqualTo(unknown("GREET"));
      assertThat(server.call("MODULE", "LIST")).isEqualTo(Reply.EMPTY_ARRAY);
    }
    try (FakeServer server = builder.modules("greetings").build()) {
      assertThat(server.call("GREET")).isEqualTo(Reply.bulk("hello"));
    }
  }

  @Test
  void modulesThatAreNotThereAreRefused() {
    FakeServer.Builder builder =
        FakeServer.builder().profile("redis:7.2").plugin(new Greetings()).modules("greeting");
    assertThatThrownBy(builder::build)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("no module 'greeting' for redis:7.2 on the class path; there are: greetings");
  }

  @Test
  void redisConfMayLoadThem() throws IOException {
    FakeServer.Builder builder =
        FakeServer.builder()
            .profile("redis:7.2")
            .plugin(new Greetings())
            .configLines("redis.conf", List.of("loadmodule /opt/libGreetings.so LOUDLY \"a b\""));
    try (FakeServer server = builder.build()) {
      assertThat(server.call("MODULE", "LIST").toString())
          .contains("/opt/libGreetings.so", "LOUDLY", "a b");
    }
  }

  @Test
  void redisConfCannotLoadOthers() {
    FakeServer.Builder builder =
        FakeServer.builder().arguments("--loadmodule", "/opt/farewells.so", "x");
    assertThatThrownBy(builder::build)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("Can't load module from /opt/farewells.so: server aborting");
  }
}
