package io.fakeredis.compat;

import static org.assertj.core.api.Assertions.assertThat;

import io.fakeredis.api.Command;
import io.fakeredis.api.CommandFamily;
import io.fakeredis.api.IndexedPlugin;
import io.fakeredis.api.Plugin;
import io.fakeredis.core.command.CorePlugin;
import io.fakeredis.core.control.ControlPlugin;
import io.fakeredis.core.script.ScriptPlugin;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The indexes of the core and of the modules. */
class CommandIndexTest {
  private static Stream<IndexedPlugin> core() {
    return Stream.of(new CorePlugin(), new ControlPlugin(), new ScriptPlugin());
  }

  static Stream<IndexedPlugin> modules() {
    return ServiceLoader.load(Plugin.class).stream()
        .map(ServiceLoader.Provider::get)
        .filter(IndexedPlugin.class::isInstance)
        .map(IndexedPlugin.class::cast);
  }

  static Stream<IndexedPlugin> plugins() {
    return Stream.concat(core(), modules());
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
    assertThat(plugin.familyOf("NO.SUCH")).isNull();
  }

  @ParameterizedTest
  @MethodSource("modules")
  void knowsNothingOfTheCore(IndexedPlugin plugin) {
    assertThat(plugin.familyOf("GET")).isNull();
  }
}
