package io.fakeredis.compat;

import static org.assertj.core.api.Assertions.assertThat;

import io.fakeredis.api.Command;
import io.fakeredis.api.CommandFamily;
import io.fakeredis.api.IndexedPlugin;
import io.fakeredis.api.Plugin;
import java.util.List;
import java.util.ServiceLoader;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The indexes of modules; the core has a test of its own. */
class CommandIndexTest {
  static List<IndexedPlugin> plugins() {
    return ServiceLoader.load(Plugin.class).stream()
        .map(ServiceLoader.Provider::get)
        .filter(IndexedPlugin.class::isInstance)
        .map(IndexedPlugin.class::cast)
        .toList();
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
    assertThat(plugin.familyOf("GET")).isNull();
  }
}
