package io.fakeredis.core.engine;

import io.fakeredis.api.Bytes;
import io.fakeredis.api.Command;
import io.fakeredis.api.CommandFamily;
import io.fakeredis.api.Flavour;
import io.fakeredis.api.Plugin;
import io.fakeredis.api.Profile;
import io.fakeredis.api.ValueType;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The commands that one profile has, found by name in whatever case. */
public final class CommandTable {
  private static final int INITIAL_HASH = 0x811C9DC5;
  private static final int HASH_FACTOR = 0x01000193;

  private final Map<String, Row> byName;
  private final @Nullable Row[] slots;
  private final List<ValueType<?>> valueTypes;
  private int size;

  /** A command with what the table knows of it. */
  public static final class Row {
    private final Command command;
    private final String group;
    private final Plugin plugin;
    private final byte[] name;
    private final Map<String, Row> subcommands;
    private @Nullable Row container;
    private int index;

    private Row(Command command, String group, Plugin plugin, Map<String, Row> subcommands) {
      this.command = command;
      this.group = group;
      this.plugin = plugin;
      this.name = Bytes.latin(command.name()).array();
      this.subcommands = subcommands;
    }

    public Command command() {
      return command;
    }

    /** The family's group, such as {@code "string"}. */
    public String group() {
      return group;
    }

    /** Whose row it is. */
    public Plugin plugin() {
      return plugin;
    }

    /** The subcommands that the profile has, in the order of declaration. */
    public Collection<Row> subcommands() {
      return subcommands.values();
    }

    /** The row of the command that has this one as a subcommand; null for a command. */
    public @Nullable Row container() {
      return container;
    }

    /** A number from 0 on that no other row of the table has. */
    public int index() {
      return index;
    }

    public boolean isContainer() {
      return !command.subcommands().isEmpty();
    }

    @Nullable Row subcommand(Bytes word) {
      return subcommands.get(word.latin().toUpperCase(java.util.Locale.ROOT));
    }
  }

  private CommandTable(Map<String, Row> byName, List<ValueType<?>> valueTypes) {
    this.byName = byName;
    this.valueTypes = List.copyOf(valueTypes);
    this.slots = new Row[Integer.highestOneBit(Math.max(8, byName.size())) * 4];
    number();
    for (Row row : byName.values()) {
      int index = hash(row.name) & (slots.length - 1);
      while (slots[index] != null) {
        index = (index + 1) & (slots.length - 1);
      }
      slots[index] = row;
    }
  }

  private void number() {
    for (Row row : byName.values()) {
      row.index = size++;
      for (Row subcommand : row.subcommands.values()) {
        subcommand.index = size++;
        subcommand.container = row;
      }
    }
  }

  /** How many rows there are, subcommands included: one more than the highest index. */
  public int size() {
    return size;
  }

  /**
   * The table of a profile.
   *
   * @throws IllegalStateException if two plug-ins have a row of the same name, unless one of them
   *     is the flavour's own: that one wins
   */
  public static CommandTable of(Profile profile, List<Plugin> plugins) {
    Map<String, Row> rows = new LinkedHashMap<>();
    List<ValueType<?>> types = new ArrayList<>();
    for (Plugin plugin : plugins) {
      if (!plugin.supports(profile)) {
        continue;
      }
      types.addAll(plugin.valueTypes());
      for (CommandFamily family : plugin.families()) {
        for (Command command : family.commands()) {
          add(rows, row(command, family.group(), plugin, profile), profile);
        }
      }
    }
    return new CommandTable(rows, types);
  }

  private static Row row(Command command, String group, Plugin plugin, Profile profile) {
    Map<String, Row> subcommands = new LinkedHashMap<>();
    for (Command subcommand : command.subcommands()) {
      Row row = new Row(subcommand, group, plugin, Map.of());
      if (profile.has(subcommand.feature())) {
        String word = subcommand.name().substring(command.name().length() + 1);
        subcommands.merge(word, row, CommandTable::later);
      }
    }
    return new Row(command, group, plugin, subcommands);
  }

  private static void add(Map<String, Row> rows, Row row, Profile profile) {
    if (!profile.has(row.command.feature())) {
      return;
    }
    Row other = rows.get(row.command.name());
    if (other == null || isFlavour(row.plugin, profile)) {
      rows.put(
          row.command.name(),
          other == null || other.plugin != row.plugin ? row : later(other, row));
    } else if (other.plugin == row.plugin) {
      rows.put(row.command.name(), later(other, row));
    } else if (!isFlavour(other.plugin, profile)) {
      throw new IllegalStateException(clash(row, other));
    }
  }

  /** The row of the later version; the later one of equals. */
  private static Row later(Row first, Row second) {
    return first.command.feature().since().compareTo(second.command.feature().since()) > 0
        ? first
        : second;
  }

  private static boolean isFlavour(Plugin plugin, Profile profile) {
    for (Flavour flavour : plugin.flavours()) {
      if (flavour.name().equals(profile.flavour()) && !profile.flavour().equals("redis")) {
        return true;
      }
    }
    return false;
  }

  private static String clash(Row row, Row other) {
    return "two plug-ins have a command "
        + row.command.name()
        + ": '"
        + other.plugin.name()
        + "' ("
        + origin(other.plugin)
        + ") and '"
        + row.plugin.name()
        + "' ("
        + origin(row.plugin)
        + "); take one of them off the class path";
  }

  private static String origin(Plugin plugin) {
    var source = plugin.getClass().getProtectionDomain().getCodeSource();
    return source == null ? plugin.getClass().getName() : String.valueOf(source.getLocation());
  }

  /** The row of that name, null if the profile has no such command. */
  public @Nullable Row find(Bytes name) {
    byte[] word = name.array();
    int index = hash(word) & (slots.length - 1);
    for (Row row = slots[index]; row != null; row = slots[index]) {
      if (same(row.name, word)) {
        return row;
      }
      index = (index + 1) & (slots.length - 1);
    }
    return null;
  }

  /** As {@link #find}, with subcommands under both names and a bar between: {@code config|get}. */
  public @Nullable Row findFull(Bytes name) {
    String text = name.latin();
    int bar = text.indexOf('|');
    if (bar < 0) {
      return find(name);
    }
    Row container = find(name.slice(0, bar));
    return container == null ? null : container.subcommand(name.slice(bar + 1, text.length()));
  }

  private static int hash(byte[] word) {
    int hash = INITIAL_HASH;
    for (byte b : word) {
      hash = (hash ^ upper(b)) * HASH_FACTOR;
    }
    return hash ^ (hash >>> 15);
  }

  private static boolean same(byte[] name, byte[] word) {
    if (name.length != word.length) {
      return false;
    }
    for (int i = 0; i < name.length; i++) {
      if (name[i] != upper(word[i])) {
        return false;
      }
    }
    return true;
  }

  private static int upper(byte b) {
    return b >= 'a' && b <= 'z' ? b - 32 : b;
  }

  /** All rows, in the order of declaration. */
  public Collection<Row> rows() {
    return Collections.unmodifiableCollection(byName.values());
  }

  /** The kinds of value that the plug-ins behind the commands have brought. */
  public List<ValueType<?>> valueTypes() {
    return valueTypes;
  }

  /** The names of all rows, for messages and tests. */
  public List<String> names() {
    return new ArrayList<>(byName.keySet());
  }
}
