package io.fakeredis.core.acl;

import io.fakeredis.api.Feature;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Which commands somebody may call, and the rules that have said so. */
final class CommandRules {
  /** Since 7.2 rules are shown as they were given; before, rules that come to the same. */
  private static final Feature KEPT = Feature.since("ACL.rules-kept", "7.2");

  private static final Feature TAKES_KNOWN_PARTS = Feature.since("ACL.takes-known-parts", "6.2");

  private final CommandSet set;
  private final List<String> words;

  CommandRules(Commands commands) {
    set = new CommandSet(commands);
    words = new ArrayList<>();
  }

  CommandRules(CommandRules other) {
    set = new CommandSet(other.set);
    words = new ArrayList<>(other.words);
  }

  CommandSet set() {
    return set;
  }

  /** {@code +@all} and {@code -@all}. */
  void applyAll(boolean allowed) {
    set.setAll(allowed);
    words.clear();
  }

  /** {@code +get}, {@code -config|set}, {@code +select|0}, {@code +@read}. */
  void apply(String rule) throws RuleException {
    boolean allowed = rule.charAt(0) == '+';
    String name = rule.substring(1);
    if (name.startsWith("@")) {
      applyCategory(name.substring(1), allowed);
      note(name, allowed);
    } else if (allowed && name.indexOf('|') >= 0) {
      applyPart(name);
      note(name, true);
    } else {
      AclCommand command = set.commands().find(name);
      set.set(command, allowed);
      note(command.name(), allowed);
    }
  }

  private void applyCategory(String name, boolean allowed) throws RuleException {
    String category = name.toLowerCase(Locale.ROOT);
    if (!set.commands().hasCategory(category)) {
      throw RuleException.unknownCommand();
    }
    set.setCategory(category, allowed);
  }

  /** A subcommand, or what may come first behind a command that has none. */
  private void applyPart(String name) throws RuleException {
    Commands commands = set.commands();
    boolean subcommands = commands.has(Commands.SUBCOMMANDS);
    int bar = subcommands ? name.lastIndexOf('|') : name.indexOf('|');
    AclCommand command = commands.find(name.substring(0, bar));
    String word = name.substring(bar + 1);
    if (command.isSubcommand()) {
      throw new RuleException("Allowing first-arg of a subcommand is not supported");
    }
    if (word.isEmpty()) {
      throw RuleException.syntax();
    }
    if (!command.subcommands().isEmpty()) {
      set.set(commands.find(name), true);
    } else if (subcommands || !set.has(command)) {
      set.addFirstWord(command, word);
    } else if (!commands.has(TAKES_KNOWN_PARTS)) {
      throw new RuleException(
          "Adding a subcommand of a command already fully added is not allowed. Remove the command"
              + " to start. Example: -DEBUG +DEBUG|DIGEST");
    }
  }

  /** A rule takes the place of earlier ones about the same command or its subcommands. */
  private void note(String name, boolean allowed) {
    String word = name.toLowerCase(Locale.ROOT);
    words.removeIf(rule -> rule.startsWith(word, 1) && endsAt(rule, word.length() + 1));
    words.add((allowed ? "+" : "-") + word);
  }

  private static boolean endsAt(String rule, int end) {
    return rule.length() == end || rule.charAt(end) == '|';
  }

  /** The rules that make the set, as ACL LIST shows them. */
  String text() {
    if (!set.commands().has(KEPT)) {
      return new CommandDescription(set).text();
    }
    String start = set.isOpen() ? "+@all" : "-@all";
    return words.isEmpty() ? start : start + " " + String.join(" ", words);
  }
}
