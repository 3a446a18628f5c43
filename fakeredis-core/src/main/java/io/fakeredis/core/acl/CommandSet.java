package io.fakeredis.core.acl;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The commands that somebody may call. */
final class CommandSet {
  private final Commands commands;

  /** By their ids, the commands that are not as most are. */
  private final BitSet exceptions;

  /** Words that may come first in calls of commands that are not allowed otherwise. */
  private final Map<AclCommand, List<String>> firstWords = new HashMap<>();

  private boolean all;
  private boolean open;

  CommandSet(Commands commands) {
    this.commands = commands;
    this.exceptions = new BitSet();
  }

  CommandSet(CommandSet other) {
    this.commands = other.commands;
    this.exceptions = (BitSet) other.exceptions.clone();
    other.firstWords.forEach((command, words) -> firstWords.put(command, new ArrayList<>(words)));
    this.all = other.all;
    this.open = other.open;
  }

  /** Allows everything, or nothing. */
  void setAll(boolean allowed) {
    all = allowed;
    open = allowed;
    exceptions.clear();
    firstWords.clear();
  }

  /** Allows a command with its subcommands, or forbids them. */
  void set(AclCommand command, boolean allowed) {
    setBit(command, allowed);
    firstWords.remove(command);
    command.subcommands().forEach(subcommand -> setBit(subcommand, allowed));
  }

  private void setBit(AclCommand command, boolean allowed) {
    exceptions.set(command.id(), allowed != open);
    all = all && allowed;
  }

  void setCategory(String category, boolean allowed) {
    commands.members(category).forEach(command -> set(command, allowed));
  }

  /** Allows calls that begin with that word. */
  void addFirstWord(AclCommand command, String word) {
    List<String> words = firstWords.computeIfAbsent(command, c -> new ArrayList<>());
    if (words.stream().noneMatch(word::equalsIgnoreCase)) {
      words.add(word);
    }
  }

  List<String> firstWords(AclCommand command) {
    return firstWords.getOrDefault(command, List.of());
  }

  boolean has(AclCommand command) {
    return exceptions.get(command.id()) != open;
  }

  boolean hasFirstWord(AclCommand command, @Nullable String word) {
    return word != null && firstWords(command).stream().anyMatch(word::equalsIgnoreCase);
  }

  /** Whether nothing was forbidden since everything was allowed. */
  boolean isAll() {
    return all;
  }

  /** Whether commands that nobody knows yet are allowed, such as those of modules to be loaded. */
  boolean isOpen() {
    return open;
  }

  Commands commands() {
    return commands;
  }
}
