package io.fakeredis;

import io.fakeredis.api.Flavour;
import io.fakeredis.api.KeyspaceListener;
import io.fakeredis.api.Plugin;
import io.fakeredis.api.Profile;
import io.fakeredis.api.Version;
import io.fakeredis.core.command.CorePlugin;
import io.fakeredis.core.config.ParameterTable;
import io.fakeredis.core.control.ControlPlugin;
import io.fakeredis.core.engine.CommandTable;
import io.fakeredis.core.profile.Facts;
import io.fakeredis.core.profile.RedisFlavour;
import io.fakeredis.core.script.ScriptPlugin;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** A set of plug-ins, with the command tables of the profiles that were asked of it. */
final class Plugins {
  private final List<Plugin> plugins;
  private final Map<Profile, CommandTable> tables = new ConcurrentHashMap<>();
  private final Map<Profile, Facts> facts = new ConcurrentHashMap<>();
  private final Map<Profile, ParameterTable> parameters = new ConcurrentHashMap<>();
  private final Map<Selection, Plugins> selections = new ConcurrentHashMap<>();

  /** The modules that servers of a profile are to have. */
  private record Selection(Set<String> modules, Profile profile) {
    boolean has(Plugin plugin) {
      return plugin.module(profile) == null || modules.contains(plugin.name());
    }
  }

  /** What is on the class path, found once. */
  private static final class OnClassPath {
    static final Plugins PLUGINS = new Plugins(load());

    private static List<Plugin> load() {
      List<Plugin> found = new ArrayList<>();
      found.add(new CorePlugin());
      found.add(new ControlPlugin());
      found.add(new ScriptPlugin());
      ServiceLoader.load(Plugin.class, Plugin.class.getClassLoader()).forEach(found::add);
      return found;
    }
  }

  private Plugins(List<Plugin> plugins) {
    this.plugins = List.copyOf(plugins);
    Set<String> names = new HashSet<>();
    for (Plugin plugin : plugins) {
      if (!names.add(plugin.name())) {
        throw new IllegalStateException("two plug-ins are named '" + plugin.name() + "'");
      }
    }
  }

  static Plugins onClassPath() {
    return OnClassPath.PLUGINS;
  }

  Plugins and(List<Plugin> more) {
    if (more.isEmpty()) {
      return this;
    }
    List<Plugin> all = new ArrayList<>(plugins);
    all.addAll(more);
    return new Plugins(all);
  }

  /**
   * The same, of the modules only those that are named; all of them for null.
   *
   * @throws IllegalArgumentException if servers of the profile can't have such a module
   */
  Plugins withModules(@Nullable Set<String> names, Profile profile) {
    if (names != null) {
      checkModules(names, profile);
    }
    return names == null
        ? this
        : selections.computeIfAbsent(
            new Selection(names, profile),
            selection -> new Plugins(plugins.stream().filter(selection::has).toList()));
  }

  private void checkModules(Set<String> names, Profile profile) {
    List<String> known =
        plugins.stream()
            .filter(plugin -> plugin.supports(profile) && plugin.module(profile) != null)
            .map(Plugin::name)
            .toList();
    for (String name : names) {
      if (!known.contains(name)) {
        throw new IllegalArgumentException(
            "no module '"
                + name
                + "' for "
                + profile.name()
                + " on the class path; there are: "
                + String.join(", ", known));
      }
    }
  }

  CommandTable table(Profile profile) {
    return tables.computeIfAbsent(profile, p -> CommandTable.of(p, plugins));
  }

  ParameterTable parameters(Profile profile) {
    return parameters.computeIfAbsent(profile, p -> ParameterTable.of(p, plugins));
  }

  /** The facts about a profile, read when they are first asked for. */
  Facts facts(Profile profile) {
    Facts known = facts.get(profile);
    if (known == null) {
      known = read(profile);
      facts.put(profile, known);
    }
    return known;
  }

  private Facts read(Profile profile) {
    for (Flavour flavour : flavours()) {
      InputStream table = flavour.name().equals(profile.flavour()) ? flavour.facts(profile) : null;
      if (table != null) {
        return Facts.read(table, base -> facts(profile(base)));
      }
    }
    return Facts.none();
  }

  /** Who is to hear of what happens to the keys of a server of the profile. */
  List<KeyspaceListener.Kind<?>> listeners(Profile profile) {
    List<KeyspaceListener.Kind<?>> kinds = new ArrayList<>();
    for (Plugin plugin : plugins) {
      if (plugin.supports(profile)) {
        kinds.addAll(plugin.listeners());
      }
    }
    return kinds;
  }

  List<Plugin> all() {
    return plugins;
  }

  /** The profile that the name asks for, the newest of its line. */
  Profile profile(String name) {
    int colon = name.indexOf(':');
    String flavour = colon < 0 ? name : name.substring(0, colon);
    List<Profile> known = profiles(flavour);
    if (colon < 0 && !known.isEmpty()) {
      return known.get(known.size() - 1);
    }
    Version line = colon < 0 ? Version.of("0") : version(name, name.substring(colon + 1));
    for (int i = known.size() - 1; i >= 0; i--) {
      if (known.get(i).version().isIn(line)) {
        return known.get(i);
      }
    }
    throw unknown(name);
  }

  private Version version(String name, String text) {
    try {
      return Version.of(text);
    } catch (IllegalArgumentException e) {
      throw unknown(name);
    }
  }

  private List<Profile> profiles(String flavour) {
    for (Flavour known : flavours()) {
      if (known.name().equals(flavour)) {
        return known.profiles();
      }
    }
    return List.of();
  }

  List<Flavour> flavours() {
    List<Flavour> flavours = new ArrayList<>();
    flavours.add(new RedisFlavour());
    plugins.forEach(plugin -> flavours.addAll(plugin.flavours()));
    return flavours;
  }

  private IllegalArgumentException unknown(String name) {
    List<String> known = new ArrayList<>();
    flavours().forEach(flavour -> flavour.profiles().forEach(p -> known.add(p.name())));
    return new IllegalArgumentException(
        "unknown profile '" + name + "'; known are " + String.join(", ", known));
  }
}
