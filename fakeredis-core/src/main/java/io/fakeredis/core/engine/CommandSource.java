package io.fakeredis.core.engine;

import io.fakeredis.api.Command;
import io.fakeredis.api.CommandFamily;
import io.fakeredis.api.IndexedPlugin;
import io.fakeredis.api.Plugin;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The commands of a plug-in, whatever the profile; an index lets them be made when needed. */
final class CommandSource {
  private final Plugin plugin;
  private final @Nullable IndexedPlugin index;
  private final Map<String, List<Declared>> byName = new LinkedHashMap<>();
  private boolean complete;

  /** A command where it stands. */
  record Declared(Plugin plugin, CommandFamily family, Command command) {
    Declared with(Command subcommand) {
      return new Declared(plugin, family, subcommand);
    }
  }

  CommandSource(Plugin plugin) {
    this.plugin = plugin;
    this.index = plugin instanceof IndexedPlugin indexed ? indexed : null;
  }

  boolean isIndexed() {
    return index != null;
  }

  /** The rows of that name in capitals. */
  List<Declared> declared(String name) {
    List<Declared> known = byName.get(name);
    if (known != null) {
      return known;
    }
    CommandFamily family = index == null || complete ? null : index.familyOf(name);
    if (family != null) {
      read(family);
    }
    return byName.getOrDefault(name, List.of());
  }

  private void read(CommandFamily family) {
    for (Command command : family.commands()) {
      byName
          .computeIfAbsent(command.name(), n -> new ArrayList<>(1))
          .add(new Declared(plugin, family, command));
    }
  }

  /** The names of all commands, in the order of declaration. */
  Set<String> names() {
    if (!complete) {
      byName.clear();
      plugin.families().forEach(this::read);
      complete = true;
    }
    return byName.keySet();
  }
}
