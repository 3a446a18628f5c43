package io.fakeredis;

import static org.assertj.core.api.Assertions.assertThat;

import io.fakeredis.api.Command;
import io.fakeredis.api.CommandFamily;
import io.fakeredis.api.IndexedPlugin;
import io.fakeredis.core.command.CorePlugin;
import io.fakeredis.core.control.ControlPlugin;
import io.fakeredis.core.script.ScriptPlugin;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CommandIndexTest {
  static List<IndexedPlugin> plugins() {
    return List.of(new CorePlugin(), new ControlPlugin(), new ScriptPlugin());
  }

  @ParameterizedTest
  @MethodSource("plugins")
  void knowsTheFamilyOfEachCommand(IndexedPlugin plugin) {
    for (CommandFamily family : plugin.families()) {
      for (Command command : family.commands()) {
        assertThat(plugin.familyOf(command.name()))
            .as(
                "%s.familyOf: put \"%s\" at %s, and nowhere else",
                plugin.getClass().getSimpleName(),
                command.name(),
                family.getClass().getSimpleName())
            .hasSameClassAs(family);
      }
    }
  }

  @Test
  void knowsNothingElse() {
    assertThat(plugins()).allSatisfy(plugin -> assertThat(plugin.familyOf("NO.SUCH")).isNull());
  }

  @Test
  void rowsAreThoseOfTheFamiliesInTheirOrder() {
    try (FakeServer server = FakeServer.create()) {
      server.call("ZADD", "made", "1", "first");
      assertThat(server.engine().executor().table().rows())
          .extracting(row -> row.command().name())
          .startsWith("APPEND", "DECR", "DECRBY", "GET")
          .containsOnlyOnce("ZADD")
          .contains("FCALL");
    }
  }
}
