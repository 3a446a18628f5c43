package io.fakeredis.core.acl;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds rules that make a set of commands. First the categories that fit best, one after the other
 * as long as one does more good than harm, then single commands for what is left.
 */
final class CommandDescription {
  private final CommandSet wanted;
  private final Commands commands;
  private final List<String> words = new ArrayList<>();

  /** What the rules so far allow. */
  private final CommandSet made;

  CommandDescription(CommandSet wanted) {
    this.wanted = wanted;
    this.commands = wanted.commands();
    this.made = new CommandSet(commands);
  }

  String text() {
    boolean additive = !wanted.isOpen();
    made.setAll(!additive);
    words.add(additive ? "-@all" : "+@all");
    addCategories(additive);
    commands.all().forEach(this::correct);
    return String.join(" ", words);
  }

  /**
   * How a category fits.
   *
   * @param same how many of its commands the rule would set right
   * @param different how many it would set wrong
   */
  private record Fit(String category, int same, int different) {
    boolean isBetter(@Nullable Fit other) {
      return other == null
          || different < other.different
          || (different == other.different && same > other.same);
    }
  }

  private void addCategories(boolean additive) {
    CommandSet left = new CommandSet(wanted);
    Set<String> used = new HashSet<>();
    Fit best = best(left, used, additive);
    while (best != null) {
      made.setCategory(best.category, additive);
      left.setCategory(best.category, !additive);
      used.add(best.category);
      words.add((additive ? "+@" : "-@") + best.category);
      best = best(left, used, additive);
    }
  }

  private @Nullable Fit best(CommandSet left, Set<String> used, boolean additive) {
    Fit best = null;
    for (String category : commands.categories()) {
      if (!used.contains(category)) {
        Fit fit = fit(left, category, additive);
        if (fit.same > fit.different && fit.isBetter(best)) {
          best = fit;
        }
      }
    }
    return best;
  }

  private Fit fit(CommandSet left, String category, boolean additive) {
    int on = 0;
    int off = 0;
    for (AclCommand command : commands.members(category)) {
      if (left.has(command)) {
        on++;
      } else {
        off++;
      }
    }
    return additive ? new Fit(category, on, off) : new Fit(category, off, on);
  }

  private void correct(AclCommand command) {
    boolean allowed = wanted.has(command);
    if (made.has(command) != allowed) {
      words.add((allowed ? "+" : "-") + command.name());
      made.set(command, allowed);
    }
    if (!allowed) {
      wanted.firstWords(command).forEach(word -> words.add("+" + command.name() + "|" + word));
    }
  }
}
