package io.fakeredis.core.profile;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What COMMAND DOCS tells of a command.
 *
 * @param details summary, complexity and the like, by the words of the table
 */
public record CommandDoc(
    String since, String group, Map<String, String> details, List<Argument> arguments) {

  /**
   * An argument.
   *
   * @param details token, since and the like, by the words of the table
   * @param arguments what a block or a choice is made of
   */
  public record Argument(
      String name, String type, Map<String, String> details, List<Argument> arguments) {

    public @Nullable String detail(String what) {
      return details.get(what);
    }

    public List<String> flags() {
      String flags = detail("flags");
      return flags == null ? List.of() : CommandFacts.list(flags);
    }
  }

  public @Nullable String detail(String what) {
    return details.get(what);
  }

  /** A table's lines, the first of which is {@code doc since group}. */
  static CommandDoc parse(List<String> lines) {
    String[] head = lines.get(0).split(" ", -1);
    Map<String, String> details = new HashMap<>();
    List<String> arguments = new ArrayList<>();
    for (String line : lines.subList(1, lines.size())) {
      if (line.stripLeading().startsWith("arg ")) {
        arguments.add(line);
      } else {
        int space = line.indexOf(' ');
        details.put(line.substring(0, space), line.substring(space + 1));
      }
    }
    return new CommandDoc(head[1], head[2], details, new ArgumentParser(arguments).parse(0));
  }

  /** Makes trees of lines; a line that is indented belongs to the last one that is less so. */
  private static final class ArgumentParser {
    private final List<String> lines;
    private int at;

    ArgumentParser(List<String> lines) {
      this.lines = lines;
    }

    List<Argument> parse(int depth) {
      List<Argument> arguments = new ArrayList<>();
      while (at < lines.size() && depth(lines.get(at)) == depth) {
        String[] words = lines.get(at).strip().split(" ");
        at++;
        arguments.add(new Argument(words[1], words[2], details(words), parse(depth + 1)));
      }
      return arguments;
    }

    private static int depth(String line) {
      return line.indexOf("arg ");
    }

    private static Map<String, String> details(String[] words) {
      Map<String, String> details = new HashMap<>();
      for (int i = 3; i < words.length; i++) {
        int equals = words[i].indexOf('=');
        details.put(words[i].substring(0, equals), words[i].substring(equals + 1));
      }
      return details;
    }
  }
}
