package io.fakeredis.core.catalog;

import io.fakeredis.api.Command;
import io.fakeredis.api.Feature;
import io.fakeredis.api.Flag;
import io.fakeredis.api.Keys;
import io.fakeredis.core.engine.CommandTable;
import io.fakeredis.core.engine.Engine;
import io.fakeredis.core.profile.CommandFacts;
import io.fakeredis.core.profile.KeySpec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * What a server tells of its commands: the facts where there are some, or else what follows from a
 * command's row.
 */
public final class CommandCatalog {
  private static final Feature MODULE_CATEGORIES = Feature.since("MODULE.categories", "8.0");
  private static final Map<String, String> CATEGORY_OF_GROUP =
      Map.ofEntries(
          Map.entry("generic", "keyspace"),
          Map.entry("string", "string"),
          Map.entry("list", "list"),
          Map.entry("set", "set"),
          Map.entry("sorted-set", "sortedset"),
          Map.entry("hash", "hash"),
          Map.entry("stream", "stream"),
          Map.entry("array", "array"),
          Map.entry("geo", "geo"),
          Map.entry("bitmap", "bitmap"),
          Map.entry("hyperloglog", "hyperloglog"),
          Map.entry("pubsub", "pubsub"),
          Map.entry("scripting", "scripting"),
          Map.entry("transactions", "transaction"),
          Map.entry("connection", "connection"));

  private final Engine engine;
  private final Map<CommandTable.Row, CommandFacts> known = new HashMap<>();

  private CommandCatalog(Engine engine) {
    this.engine = engine;
  }

  public static CommandCatalog of(Engine engine) {
    return engine.part(CommandCatalog.class, CommandCatalog::new);
  }

  public CommandFacts facts(CommandTable.Row row) {
    return known.computeIfAbsent(row, this::find);
  }

  private CommandFacts find(CommandTable.Row row) {
    CommandFacts facts = engine.facts().command(row.command().fullName());
    return facts == null ? derive(row) : facts;
  }

  private CommandFacts derive(CommandTable.Row row) {
    Command command = row.command();
    Keys keys = command.keys();
    List<String> flags = new ArrayList<>();
    for (Flag flag : command.flags()) {
      if (flag != Flag.NO_QUEUE) {
        flags.add(flag.name().toLowerCase(Locale.ROOT));
      }
    }
    if (keys.movable() && !command.has(Flag.MOVABLEKEYS)) {
      flags.add("movablekeys");
    }
    return new CommandFacts(
        command.fullName(),
        command.arity(),
        flags,
        keys.first(),
        keys.last(),
        keys.step(),
        List.copyOf(categories(row)),
        List.of(),
        keySpecs(command),
        null);
  }

  /**
   * The categories that the real server would derive too, before those that the row names. Modules
   * name all of theirs.
   */
  private Set<String> categories(CommandTable.Row row) {
    Command command = row.command();
    if (command.has(Flag.MODULE)) {
      return engine.profile().has(MODULE_CATEGORIES) ? command.categories() : Set.of();
    }
    Set<String> categories = new LinkedHashSet<>();
    if (command.has(Flag.WRITE)) {
      categories.add("write");
    }
    if (command.has(Flag.READONLY)) {
      categories.add("read");
    }
    String group = CATEGORY_OF_GROUP.get(row.group());
    if (group != null) {
      categories.add(group);
    }
    if (command.has(Flag.ADMIN)) {
      categories.addAll(List.of("admin", "dangerous"));
    }
    if (command.has(Flag.PUBSUB)) {
      categories.add("pubsub");
    }
    categories.add(command.has(Flag.FAST) ? "fast" : "slow");
    if (command.has(Flag.BLOCKING)) {
      categories.add("blocking");
    }
    categories.addAll(command.categories());
    return categories;
  }

  private static List<KeySpec> keySpecs(Command command) {
    Keys keys = command.keys();
    if (keys.first() == 0 || keys.movable()) {
      return List.of();
    }
    int last = keys.last() < 0 ? keys.last() : keys.last() - keys.first();
    KeySpec.Part begin = new KeySpec.Part("index", List.of(Integer.toString(keys.first())));
    KeySpec.Part find =
        new KeySpec.Part(
            "range", List.of(Integer.toString(last), Integer.toString(keys.step()), "0"));
    return List.of(new KeySpec(accessFlags(command), begin, find, null));
  }

  /** What a command does to its keys, as far as its flags tell; of modules the worst is assumed. */
  static List<String> accessFlags(Command command) {
    if (!command.access().isEmpty()) {
      return command.access();
    }
    return command.has(Flag.WRITE) || command.has(Flag.MODULE)
        ? List.of("RW", "access", "update")
        : List.of("RO", "access");
  }
}
