package io.fakeredis.core.engine;

import io.fakeredis.api.Bytes;
import io.fakeredis.api.Command;
import io.fakeredis.api.Flavour;
import io.fakeredis.api.Plugin;
import io.fakeredis.api.Profile;
import io.fakeredis.api.ValueType;
import io.fakeredis.core.engine.CommandSource.Declared;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The commands that one profile has, found by name in whatever case. Servers of the profile share
 * it. A row is there from when somebody first asks for it: to make all of them takes a cold JVM
 * longer than everything else that a server needs.
 */
public final class CommandTable {
  private static final int INITIAL_HASH = 0x811C9DC5;
  private static final int HASH_FACTOR = 0x01000193;
  private static final int INITIAL_SLOTS = 256;

  private final Profile profile;
  private final List<CommandSource> sources = new ArrayList<>();
  private final List<ValueType<?>> valueTypes = new ArrayList<>();

  /** The rows that were asked for, by the hash of their names; never written to, but replaced. */
  private volatile @Nullable Row[] slots = new Row[INITIAL_SLOTS];

  private final List<Row> made = new ArrayList<>();
  private int size;
  private @Nullable List<Row> all;

  /** A command with what the table knows of it. */
  public static final class Row {
    private final Declared declared;
    private final Command command;
    private final byte[] name;
    private final Map<String, Row> subcommands;
    private @Nullable Row container;
    private int index;

    private Row(Declared declared, Map<String, Row> subcommands) {
      this.declared = declared;
      this.command = declared.command();
      this.name = Bytes.latin(command.name()).array();
      this.subcommands = subcommands;
    }

    public Command command() {
      return command;
    }

    /** The family's group, such as {@code "string"}. */
    public String group() {
      return declared.family().group();
    }

    /** Whose row it is. */
    public Plugin plugin() {
      return declared.plugin();
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
      return subcommands.get(word.latin().toUpperCase(Locale.ROOT));
    }
  }

  private CommandTable(Profile profile) {
    this.profile = profile;
  }

  /**
   * The table of a profile.
   *
   * @throws IllegalStateException if two plug-ins have a row of the same name, unless one of them
   *     is the flavour's own: that one wins
   */
  public static CommandTable of(Profile profile, List<Plugin> plugins) {
    CommandTable table = new CommandTable(profile);
    for (Plugin plugin : plugins) {
      if (plugin.supports(profile)) {
        table.sources.add(new CommandSource(plugin));
        table.valueTypes.addAll(plugin.valueTypes());
      }
    }
    table.checkNames();
    return table;
  }

  /** Plug-ins with an index don't clash with one another. */
  private void checkNames() {
    for (CommandSource source : sources) {
      if (!source.isIndexed()) {
        source.names().forEach(this::choose);
      }
    }
  }

  private @Nullable Row choose(String name) {
    Row chosen = null;
    for (CommandSource source : sources) {
      for (Declared declared : source.declared(name)) {
        if (profile.has(declared.command().feature())) {
          Row row = row(declared);
          chosen = chosen == null ? row : better(chosen, row);
        }
      }
    }
    return chosen;
  }

  private Row row(Declared declared) {
    Map<String, Row> subcommands = new LinkedHashMap<>();
    for (Command subcommand : declared.command().subcommands()) {
      if (profile.has(subcommand.feature())) {
        String word = subcommand.name().substring(declared.command().name().length() + 1);
        Row row = new Row(declared.with(subcommand), Map.of());
        subcommands.merge(word, row, CommandTable::later);
      }
    }
    return new Row(declared, subcommands);
  }

  private Row better(Row first, Row second) {
    if (first.plugin() == second.plugin()) {
      return later(first, second);
    }
    if (isFlavour(second.plugin(), profile)) {
      return second;
    }
    if (!isFlavour(first.plugin(), profile)) {
      throw new IllegalStateException(clash(second, first));
    }
    return first;
  }

  /** The row of the later version; the later one of equals. */
  private static Row later(Row first, Row second) {
    return first.command.feature().since().compareTo(second.command.feature().since()) > 0
        ? first
        : second;
  }

  /** The row of that name in capitals, made if need be; null if the profile has none. */
  private synchronized @Nullable Row make(String name) {
    Row row = lookUp(Bytes.latin(name).array());
    if (row == null) {
      row = choose(name);
      if (row != null) {
        number(row);
        put(row);
      }
    }
    return row;
  }

  private void number(Row row) {
    row.index = size++;
    for (Row subcommand : row.subcommands.values()) {
      subcommand.index = size++;
      subcommand.container = row;
    }
  }

  private void put(Row row) {
    made.add(row);
    boolean full = made.size() * 2 > slots.length;
    @Nullable Row[] next = full ? new Row[slots.length * 2] : slots.clone();
    (full ? made : List.of(row)).forEach(each -> put(each, next));
    slots = next;
  }

  private static void put(Row row, @Nullable Row[] into) {
    int index = hash(row.name) & (into.length - 1);
    while (into[index] != null) {
      index = (index + 1) & (into.length - 1);
    }
    into[index] = row;
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
        + other.plugin().name()
        + "' ("
        + origin(other.plugin())
        + ") and '"
        + row.plugin().name()
        + "' ("
        + origin(row.plugin())
        + "); take one of them off the class path";
  }

  private static String origin(Plugin plugin) {
    var source = plugin.getClass().getProtectionDomain().getCodeSource();
    return source == null ? plugin.getClass().getName() : String.valueOf(source.getLocation());
  }

  /** The row of that name, null if the profile has no such command. */
  public @Nullable Row find(Bytes name) {
    Row row = lookUp(name.array());
    return row == null ? search(name.latin().toUpperCase(Locale.ROOT)) : row;
  }

  /** The row that nobody has asked for yet, be it one that an index lacks. */
  private synchronized @Nullable Row search(String name) {
    Row row = make(name);
    if (row == null && all == null) {
      rows();
      row = make(name);
    }
    return row;
  }

  private @Nullable Row lookUp(byte[] word) {
    @Nullable Row[] known = slots;
    int index = hash(word) & (known.length - 1);
    for (Row row = known[index]; row != null; row = known[index]) {
      if (same(row.name, word)) {
        return row;
      }
      index = (index + 1) & (known.length - 1);
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
  public synchronized Collection<Row> rows() {
    List<Row> rows = all;
    if (rows == null) {
      Set<String> names = new LinkedHashSet<>();
      sources.forEach(source -> names.addAll(source.names()));
      rows = new ArrayList<>();
      for (String name : names) {
        Row row = make(name);
        if (row != null) {
          rows.add(row);
        }
      }
      rows = Collections.unmodifiableList(rows);
      all = rows;
    }
    return rows;
  }

  /** The kinds of value that the plug-ins behind the commands have brought. */
  public List<ValueType<?>> valueTypes() {
    return Collections.unmodifiableList(valueTypes);
  }
}
