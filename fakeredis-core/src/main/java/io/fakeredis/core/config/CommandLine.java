package io.fakeredis.core.config;

import java.util.ArrayList;
import java.util.List;

/**
 * What redis-server makes of its arguments behind the file: {@code --port 6380 --save 60 1}.
 *
 * <p>The word behind an option's name is its value, even if it begins with two dashes. Name and
 * values may also stand in one word: {@code "--maxmemory 1mb"}.
 */
public final class CommandLine {
  private static final String DASHES = "--";

  private final List<List<String>> options = new ArrayList<>();
  private boolean expectsName = true;

  private CommandLine() {}

  /**
   * The options as lines of redis.conf.
   *
   * @throws IllegalArgumentException with a message for the user if a word is not well-formed
   */
  public static List<Directive> options(String... words) {
    CommandLine line = new CommandLine();
    for (int i = 0; i < words.length; i++) {
      boolean ends = i + 1 == words.length || words[i + 1].startsWith(DASHES);
      line.read(words[i], ends);
    }
    return line.options.stream().map(CommandLine::directive).toList();
  }

  private void read(String word, boolean nothingFollows) {
    if (!expectsName || !word.startsWith(DASHES)) {
      value(word);
      return;
    }
    List<String> parts = ConfigFile.split(word.substring(DASHES.length()));
    if (parts == null || parts.isEmpty()) {
      throw new IllegalArgumentException("'" + word + "': Unbalanced quotes in configuration line");
    }
    options.add(new ArrayList<>(parts));
    expectsName = parts.size() > 1;
    if (!expectsName && nothingFollows && parts.get(0).equalsIgnoreCase("save")) {
      value(""); // no save points, without quotes that a shell would take away
    }
  }

  private void value(String word) {
    if (options.isEmpty()) {
      options.add(new ArrayList<>());
    }
    options.get(options.size() - 1).add(word);
    expectsName = true;
  }

  private static Directive directive(List<String> option) {
    List<String> values = option.subList(1, option.size());
    StringBuilder where = new StringBuilder("'").append(option.get(0));
    values.forEach(value -> where.append(" \"").append(value).append('"'));
    return new Directive(option.get(0), values, where.append('\'').toString());
  }
}
