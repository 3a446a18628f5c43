package io.fakeredis.core.catalog;

import io.fakeredis.api.Args;
import io.fakeredis.api.Bytes;
import io.fakeredis.api.Numbers;
import io.fakeredis.core.engine.CommandTable;
import io.fakeredis.core.engine.Engine;
import io.fakeredis.core.profile.KeySpec;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Finds the keys in a call, and what the call does to them. */
public final class KeyFinder {
  private static final List<String> READS = List.of("RO", "access");
  private static final List<String> READS_AND_WRITES = List.of("RW", "access", "update");
  private static final List<String> OVERWRITES = List.of("OW", "update");
  private static final String NOT_KEY = "not_key";

  /** What is done to the keys of commands whose arguments decide on that. */
  private static final Map<String, Function<Args, List<String>>> VARIABLE =
      Map.of("SET", KeyFinder::set, "BITFIELD", KeyFinder::bitfield, "DELEX", KeyFinder::delex);

  private final CommandCatalog catalog;

  public KeyFinder(Engine engine) {
    this.catalog = CommandCatalog.of(engine);
  }

  /** Whether calls of the command may have keys. */
  public boolean hasKeys(CommandTable.Row row) {
    List<KeySpec> specs = catalog.facts(row).keySpecs();
    return row.command().keys().movable()
        || (specs.isEmpty()
            ? row.command().keys().first() > 0
            : specs.stream().anyMatch(spec -> !spec.flags().contains(NOT_KEY)));
  }

  /** The keys of a call; null if its arguments make no sense. */
  public @Nullable List<KeyUse> find(CommandTable.Row row, Args args) {
    List<KeySpec> specs = catalog.facts(row).keySpecs();
    if (specs.stream().allMatch(KeyFinder::isReliable)) {
      List<KeyUse> found = specs.isEmpty() ? null : bySpecs(specs, args);
      if (found != null) {
        found.sort(Comparator.comparingInt(KeyUse::position));
        return found;
      }
    }
    return byRow(row, specs, args);
  }

  private static boolean isReliable(KeySpec spec) {
    return !spec.flags().contains("incomplete") && !spec.flags().contains("variable_flags");
  }

  private static @Nullable List<KeyUse> bySpecs(List<KeySpec> specs, Args args) {
    List<KeyUse> keys = new ArrayList<>();
    for (KeySpec spec : specs) {
      if (!spec.flags().contains(NOT_KEY) && !addKeys(spec, args, keys)) {
        return null;
      }
    }
    return keys;
  }

  private static boolean addKeys(KeySpec spec, Args args, List<KeyUse> keys) {
    int begin =
        switch (spec.begin().type()) {
          case "index" -> spec.begin().number(0);
          case "keyword" -> keyword(spec.begin(), args);
          default -> 0;
        };
    if (begin == 0) {
      return false;
    }
    return spec.find().type().equals("range")
        ? addRange(spec, begin, args, keys)
        : addCounted(spec, begin, args, keys);
  }

  /** The position behind the keyword, 0 if it is not there. */
  private static int keyword(KeySpec.Part begin, Args args) {
    String word = begin.values().get(0);
    int from = begin.number(1);
    int step = from > 0 ? 1 : -1;
    for (int i = from > 0 ? from : args.count() + from; i > 0 && i < args.count(); i += step) {
      if (args.is(i, word)) {
        return i + 1;
      }
    }
    return 0;
  }

  private static boolean addRange(KeySpec spec, int begin, Args args, List<KeyUse> keys) {
    int last = spec.find().number(0);
    int step = spec.find().number(1);
    int limit = spec.find().number(2);
    int end = begin + last;
    if (last < 0) {
      // a limit of 2 means that the first half of what is left are keys
      end = limit <= 1 ? args.count() + last : begin + (args.count() - begin) / limit + last;
    }
    if (end >= args.count() || begin >= args.count()) {
      return false;
    }
    for (int i = begin; i <= end; i += step) {
      keys.add(new KeyUse(i, spec.flags()));
    }
    return true;
  }

  private static boolean addCounted(KeySpec spec, int begin, Args args, List<KeyUse> keys) {
    if (!spec.find().type().equals("keynum")) {
      return false;
    }
    int countAt = begin + spec.find().number(0);
    int step = spec.find().number(2);
    if (countAt >= args.count() || !Numbers.isLong(args.bytes(countAt))) {
      return false;
    }
    long count = args.integer(countAt);
    int first = begin + spec.find().number(1);
    if (count < 1 || count > args.count() || first + (count - 1) * step >= args.count()) {
      return false;
    }
    for (int i = 0; i < count; i++) {
      keys.add(new KeyUse(first + i * step, spec.flags()));
    }
    return true;
  }

  private static @Nullable List<KeyUse> byRow(
      CommandTable.Row row, List<KeySpec> specs, Args args) {
    List<Integer> positions = row.command().keys().positions(args);
    if (positions.isEmpty()) {
      return null;
    }
    List<KeyUse> keys = new ArrayList<>();
    Function<Args, List<String>> variable = VARIABLE.get(row.command().name());
    for (int i = 0; i < positions.size(); i++) {
      List<String> flags;
      if (specs.isEmpty()) {
        flags = CommandCatalog.accessFlags(row.command());
      } else if (variable != null) {
        flags = variable.apply(args);
      } else {
        flags = plain(specs.get(i == 0 ? 0 : specs.size() - 1).flags());
      }
      keys.add(new KeyUse(positions.get(i), flags));
    }
    return keys;
  }

  private static List<String> plain(List<String> flags) {
    return flags.stream().filter(flag -> !flag.equals("incomplete")).toList();
  }

  private static List<String> set(Args args) {
    List<Bytes> options = args.from(3);
    if (options.stream().anyMatch(word -> word.is("GET"))) {
      return READS_AND_WRITES;
    }
    boolean compares = options.stream().anyMatch(KeyFinder::isComparison);
    return compares ? List.of("RW", "update") : OVERWRITES;
  }

  private static boolean isComparison(Bytes word) {
    return word.is("IFEQ") || word.is("IFNE") || word.is("IFDEQ") || word.is("IFDNE");
  }

  private static List<String> delex(Args args) {
    return List.of(args.count() > 2 ? "RW" : "RM", "delete");
  }

  private static List<String> bitfield(Args args) {
    boolean writes = args.from(2).stream().anyMatch(word -> word.is("SET") || word.is("INCRBY"));
    return writes ? READS_AND_WRITES : READS;
  }
}
