package io.fakeredis.module.json;

import io.fakeredis.api.CommandException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Tries the rules of a parsing expression grammar on a text, and remembers which were tried
 * farthest in it, as the parser generator does that RedisJSON uses. A method gives null where its
 * rule does not fit.
 */
abstract class RuleParser {
  /** So many rules that have themselves within them are too many. */
  private static final int MOST_NESTED = 100;

  private final String text;
  private int at;
  private int nested;
  private int farthest;
  private final List<PathRule> tried = new ArrayList<>();

  RuleParser(String text) {
    this.text = text;
  }

  /** What is wrong with the text: nothing of what was tried farthest in it is there. */
  final CommandException error() {
    Set<PathRule> expected = EnumSet.noneOf(PathRule.class);
    expected.addAll(tried);
    String rules = expected.stream().map(PathRule::title).collect(Collectors.joining(", "));
    String shown =
        farthest == text.length()
            ? text + " <<<<----"
            : text.substring(0, farthest) + " ---->>>> " + text.substring(farthest);
    return RedisJson.error(
        "Error occurred on position "
            + farthest
            + ", \""
            + shown
            + "\", expected one of the following: "
            + rules
            + ".");
  }

  final int position() {
    return at;
  }

  final void back(int position) {
    at = position;
  }

  /** What was read since that place. */
  final String from(int position) {
    return slice(position, at);
  }

  final String slice(int from, int to) {
    return text.substring(from, to);
  }

  /** Whether nothing is left. */
  final boolean isOver() {
    return at == text.length();
  }

  /** The sign here; 0 behind the last one. */
  final char peek() {
    return at < text.length() ? text.charAt(at) : 0;
  }

  /** The sign behind the one here. */
  final char next() {
    return at + 1 < text.length() ? text.charAt(at + 1) : 0;
  }

  final void pass(int signs) {
    at += signs;
  }

  /** Passes the word if it is here. */
  final boolean token(String word) {
    if (!text.startsWith(word, at)) {
      return false;
    }
    at += word.length();
    return true;
  }

  /** Passes signs of a kind, at least one. */
  final boolean run(Predicate<Character> kind) {
    int start = at;
    while (at < text.length() && kind.test(text.charAt(at))) {
      at++;
    }
    return at > start;
  }

  /** Passes spaces; there need not be any. */
  final boolean skip() {
    while (peek() == ' ') {
      at++;
    }
    return true;
  }

  /** Tries a rule, and remembers it for the error if it does not fit. */
  final <T> @Nullable T rule(PathRule rule, Supplier<@Nullable T> body) {
    int start = at;
    int kept = triedAt(start);
    T result = body.get();
    if (result == null) {
      at = start;
      remember(rule, kept);
    }
    return result;
  }

  /** The same for a rule of which it only matters whether it fits. */
  final boolean token(PathRule rule, BooleanSupplier body) {
    return rule(rule, () -> body.getAsBoolean() ? Boolean.TRUE : null) != null;
  }

  private int triedAt(int position) {
    return position == farthest ? tried.size() : 0;
  }

  /**
   * A rule stands for those within it that were tried at the same place, unless it was only one.
   */
  private void remember(PathRule rule, int kept) {
    if (triedAt(at) - kept == 1) {
      return;
    }
    if (at > farthest) {
      tried.clear();
      farthest = at;
    }
    if (at == farthest) {
      tried.subList(kept, tried.size()).clear();
      tried.add(rule);
    }
  }

  /** Tries what can have itself within it, if that is not too deep already. */
  final <T> @Nullable T nested(Supplier<@Nullable T> body) {
    if (nested == MOST_NESTED) {
      return null;
    }
    nested++;
    T result = body.get();
    nested--;
    return result;
  }

  /** Items with commas between them; null if there is not even one. */
  final <T> @Nullable List<T> list(Supplier<@Nullable T> item) {
    T first = item.get();
    if (first == null) {
      return null;
    }
    List<T> items = new ArrayList<>();
    for (T next = first; next != null; ) {
      items.add(next);
      int end = at;
      skip();
      next = token(",") && skip() ? item.get() : null;
      if (next == null) {
        at = end;
      }
    }
    return items;
  }
}
