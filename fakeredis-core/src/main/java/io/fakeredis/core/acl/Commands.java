package io.fakeredis.core.acl;

import io.fakeredis.api.Feature;
import io.fakeredis.core.catalog.CommandCatalog;
import io.fakeredis.core.engine.CommandTable.Row;
import io.fakeredis.core.engine.Engine;
import io.fakeredis.core.engine.PerRow;
import io.fakeredis.core.profile.CommandFacts;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The commands and categories that rules can name: all that the real server has, be they here or
 * not, and those of plug-ins. They are looked at when somebody first asks for one of them.
 */
public final class Commands {
  /** Before 7.0 subcommands are words that come first in calls of a command. */
  static final Feature SUBCOMMANDS = Feature.since("ACL.subcommands", "7.0");

  /** Before 7.0 QUIT is a word of the protocol rather than a command. */
  private static final Feature QUIT = Feature.since("ACL.quit", "7.0");

  private static final Feature ARRAYS = Feature.since("ACL.array", "8.8");

  private static final List<String> CATEGORIES =
      List.of(
          "keyspace",
          "read",
          "write",
          "set",
          "sortedset",
          "list",
          "hash",
          "string",
          "bitmap",
          "hyperloglog",
          "geo",
          "stream",
          "array",
          "pubsub",
          "admin",
          "fast",
          "slow",
          "blocking",
          "dangerous",
          "connection",
          "transaction",
          "scripting");

  private final Engine engine;
  private final Map<String, AclCommand> byName = new TreeMap<>();
  private final PerRow<AclCommand> byRow = new PerRow<>(this::decisive);
  private @Nullable List<String> categories;

  private Commands(Engine engine) {
    this.engine = engine;
  }

  /** Those of a server. */
  public static Commands of(Engine engine) {
    return engine.part(Commands.class, Commands::new);
  }

  boolean has(Feature feature) {
    return engine.profile().has(feature);
  }

  private Map<String, AclCommand> byName() {
    if (byName.isEmpty()) {
      Map<String, CommandFacts> all = new TreeMap<>();
      for (String name : engine.facts().commandNames()) {
        all.put(name, Objects.requireNonNull(engine.facts().command(name)));
      }
      engine.executor().table().rows().forEach(row -> addRow(row, all));
      if (!has(QUIT)) {
        all.remove("quit");
      }
      all.forEach(this::add);
    }
    return byName;
  }

  private void addRow(Row row, Map<String, CommandFacts> all) {
    all.put(row.command().fullName(), CommandCatalog.of(engine).facts(row));
    row.subcommands().forEach(subcommand -> addRow(subcommand, all));
  }

  /** A command comes before its subcommands, by their names. */
  private void add(String name, CommandFacts facts) {
    int bar = name.indexOf('|');
    if (bar < 0 || has(SUBCOMMANDS)) {
      AclCommand command = new AclCommand(byName.size(), facts.name(), facts.categories());
      byName.put(name, command);
      AclCommand container = bar < 0 ? null : byName.get(name.substring(0, bar));
      if (container != null) {
        container.subcommands().add(command);
      }
    }
  }

  /** All commands and subcommands, a command before its subcommands. */
  Collection<AclCommand> all() {
    return byName().values();
  }

  /** The command that decides on calls of a row. */
  AclCommand of(Row row) {
    return byRow.get(row);
  }

  private AclCommand decisive(Row row) {
    Row container = row.container();
    Row decisive = container == null || has(SUBCOMMANDS) ? row : container;
    AclCommand command = byName().get(decisive.command().fullName());
    if (command == null) {
      throw new IllegalStateException("no such command: " + decisive.command().fullName());
    }
    return command;
  }

  AclCommand find(String name) throws RuleException {
    AclCommand command = byName().get(name.toLowerCase(Locale.ROOT));
    if (command == null) {
      throw RuleException.unknownCommand();
    }
    return command;
  }

  /** All categories, in the order of ACL CAT. */
  public List<String> categories() {
    List<String> known = categories;
    if (known == null) {
      Set<String> names = new LinkedHashSet<>(CATEGORIES);
      if (!has(ARRAYS)) {
        names.remove("array");
      }
      all().forEach(command -> names.addAll(command.categories()));
      known = List.copyOf(names);
      categories = known;
    }
    return known;
  }

  /** Whether there is such a category; its name is in lower case. */
  boolean hasCategory(String name) {
    return categories().contains(name);
  }

  /** The commands and subcommands of a category, a command before its subcommands. */
  List<AclCommand> members(String category) {
    return all().stream().filter(command -> command.isIn(category)).toList();
  }

  /** The names of a category's commands; null if there is no such category. */
  public @Nullable List<String> names(String category) {
    String name = category.toLowerCase(Locale.ROOT);
    return hasCategory(name) ? members(name).stream().map(AclCommand::name).toList() : null;
  }
}
