package io.fakeredis.core.acl;

import io.fakeredis.api.Bytes;
import io.fakeredis.api.Feature;
import io.fakeredis.api.Flag;
import io.fakeredis.api.Glob;
import io.fakeredis.core.catalog.KeyUse;
import io.fakeredis.core.engine.CommandTable.Row;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Commands that may be called, with keys and channels that they may be called with. */
final class Selector {
  static final Feature CHANNELS = Feature.since("ACL.channels", "6.2");
  static final Feature DATABASES = Feature.since("ACL.databases", "valkey 9.1");

  /** Since 7.0 there may be several in a user. */
  static final Feature SELECTORS = Feature.since("ACL.selectors", "7.0");

  /** Which calls pass whatever the rules are: AUTH and QUIT, since 6.2 HELLO, since 7.0 RESET. */
  private static final Feature HELLO_PASSES = Feature.since("ACL.hello-passes", "6.2");

  final CommandRules commands;
  final Map<Bytes, KeyPattern> keys = new LinkedHashMap<>();
  final Set<Bytes> channels = new LinkedHashSet<>();
  final Set<Long> databases = new TreeSet<>();
  boolean allKeys;
  boolean allChannels;
  boolean allDatabases = true;

  Selector(Commands commands) {
    this.commands = new CommandRules(commands);
    this.allChannels = !commands.has(CHANNELS);
  }

  Selector(Selector other) {
    commands = new CommandRules(other.commands);
    keys.putAll(other.keys);
    channels.addAll(other.channels);
    databases.addAll(other.databases);
    allKeys = other.allKeys;
    allChannels = other.allChannels;
    allDatabases = other.allDatabases;
  }

  void resetKeys(boolean all) {
    allKeys = all;
    keys.clear();
  }

  void resetChannels(boolean all) {
    allChannels = all;
    channels.clear();
  }

  void resetDatabases(boolean all) {
    allDatabases = all;
    databases.clear();
  }

  /** Whether there is nothing that it does not allow. */
  boolean isUnlimited() {
    return commands.set().isAll() && allKeys && allChannels && allDatabases;
  }

  /** Why the call is not allowed; null if it is. */
  @Nullable Denial check(CallTargets call) {
    Denial denial = checkDatabases(call);
    if (denial == null && !allowsCommand(call)) {
      return Denial.COMMAND;
    }
    if (denial == null) {
      denial = checkKeys(call);
    }
    return denial == null ? checkChannels(call) : denial;
  }

  boolean allowsCommand(CallTargets call) {
    CommandSet set = commands.set();
    if (set.isAll() || passesAlways(call.row(), set.commands())) {
      return true;
    }
    AclCommand command = set.commands().of(call.row());
    return set.has(command) || set.hasFirstWord(command, call.firstWord());
  }

  private static boolean passesAlways(Row row, Commands commands) {
    String name = row.command().name();
    return name.equals("AUTH")
        || name.equals("QUIT")
        || (name.equals("HELLO") && commands.has(HELLO_PASSES))
        || (row.command().has(Flag.NO_AUTH) && commands.has(SELECTORS));
  }

  private @Nullable Denial checkKeys(CallTargets call) {
    if (allKeys) {
      return null;
    }
    for (KeyUse use : call.keys()) {
      if (!allows(call.args().bytes(use.position()), use.reads(), use.writes())) {
        return new Denial(Denial.Reason.KEY, use.position());
      }
    }
    return null;
  }

  private boolean allows(Bytes key, boolean read, boolean write) {
    for (KeyPattern pattern : keys.values()) {
      if (pattern.allows(key, read, write)) {
        return true;
      }
    }
    return false;
  }

  private @Nullable Denial checkChannels(CallTargets call) {
    if (allChannels) {
      return null;
    }
    for (int position : call.channels()) {
      if (!allowsChannel(call.args().bytes(position), call.hasChannelPatterns())) {
        return new Denial(Denial.Reason.CHANNEL, position);
      }
    }
    return null;
  }

  /** A pattern to subscribe to must be one of those that are allowed. */
  boolean allowsChannel(Bytes channel, boolean isPattern) {
    if (allChannels || channels.contains(channel)) {
      return true;
    }
    return !isPattern && channels.stream().anyMatch(pattern -> Glob.matches(pattern, channel));
  }

  private @Nullable Denial checkDatabases(CallTargets call) {
    if (!allDatabases) {
      for (CallTargets.DatabaseUse use : call.databases()) {
        if (!databases.contains(use.index())) {
          return new Denial(Denial.Reason.DATABASE, use.position());
        }
      }
    }
    return null;
  }

  /** Whether calls of the command pass, with whatever keys they read. */
  boolean allowsReadingAnyKey(CallTargets call) {
    return allowsCommand(call)
        && (allKeys || keys.values().stream().anyMatch(p -> p.reads() && p.isEverything()));
  }

  /** Whether the key may be read. */
  boolean allowsReading(Bytes key) {
    return allKeys || keys.values().stream().anyMatch(p -> p.allows(key, true, false));
  }

  /** The rules of keys, as in GETUSER. */
  List<String> keyRules() {
    return allKeys ? List.of("~*") : keys.values().stream().map(KeyPattern::rule).toList();
  }

  /** The rules of channels, as in GETUSER. */
  List<String> channelRules() {
    return allChannels ? List.of("&*") : channels.stream().map(p -> "&" + p.latin()).toList();
  }

  /** The rule of databases, as in GETUSER; empty if there are none. */
  String databaseRule() {
    if (allDatabases) {
      return "alldbs";
    }
    List<String> numbers = databases.stream().map(String::valueOf).toList();
    return numbers.isEmpty() ? "" : "db=" + String.join(",", numbers);
  }

  /** The rules that make it, as ACL LIST shows them. */
  String text() {
    List<String> words = new ArrayList<>(keyRules());
    Commands known = commands.set().commands();
    if (known.has(CHANNELS)) {
      if (!allChannels) {
        words.add("resetchannels");
      }
      words.addAll(channelRules());
    }
    if (known.has(DATABASES) && !allDatabases) {
      words.add(databases.isEmpty() ? "resetdbs" : databaseRule());
    }
    words.add(commands.text());
    return String.join(" ", words);
  }
}
