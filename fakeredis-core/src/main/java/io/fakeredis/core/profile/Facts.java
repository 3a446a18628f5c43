package io.fakeredis.core.profile;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What was read off the real server of a profile and follows from nothing else: the words of
 * COMMAND INFO and COMMAND DOCS, the fields of INFO. The format is told in docs/facts.md.
 */
public final class Facts {
  private final Map<String, List<String>> commandLines;
  private final Map<String, List<String>> infoFields;
  private final Map<String, CommandFacts> commands = new ConcurrentHashMap<>();
  private List<String> sections = List.of();

  private Facts(Map<String, List<String>> commandLines, Map<String, List<String>> infoFields) {
    this.commandLines = commandLines;
    this.infoFields = infoFields;
  }

  /** No facts at all. */
  public static Facts none() {
    return new Facts(new HashMap<>(), new LinkedHashMap<>());
  }

  /**
   * Reads a table and closes the stream.
   *
   * @param bases gives the facts of the profile ({@code "redis:7.0"}) that the table adds to
   */
  public static Facts read(InputStream table, Function<String, Facts> bases) {
    try (BufferedReader reader = new BufferedReader(new InputStreamReader(table, UTF_8))) {
      Facts facts = none();
      List<String> current = new ArrayList<>();
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        if (line.startsWith("base ")) {
          facts = bases.apply(line.substring("base ".length())).copy();
        } else {
          current = facts.take(line, current);
        }
      }
      return facts;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Facts copy() {
    Facts copy = new Facts(new HashMap<>(commandLines), new LinkedHashMap<>(infoFields));
    copy.sections = sections;
    return copy;
  }

  /** Takes a line; returns the lines of the command to which it belongs. */
  private List<String> take(String line, List<String> current) {
    String[] words = line.split(" ", 3);
    switch (words[0]) {
      case "command" -> {
        List<String> lines = new ArrayList<>(List.of(line));
        commandLines.put(words[1].toLowerCase(Locale.ROOT), lines);
        return lines;
      }
      case "info" ->
          infoFields.put(words[1], words.length > 2 ? List.of(words[2].split(" ")) : List.of());
      case "sections" -> sections = List.of(line.substring("sections ".length()).split(" "));
      case "without" -> (words[1].equals("info") ? infoFields : commandLines).remove(words[2]);
      case "#" -> {} // a comment
      default -> current.add(line);
    }
    return current;
  }

  /** The facts about a command or a subcommand ({@code "config|get"}); null if there are none. */
  public @Nullable CommandFacts command(String fullName) {
    List<String> lines = commandLines.get(fullName);
    return lines == null
        ? null
        : commands.computeIfAbsent(fullName, n -> CommandFacts.parse(lines));
  }

  /** The sections of INFO, as they are headed and in their order. */
  public List<String> sections() {
    return sections;
  }

  /** The fields of a section of INFO, in their order. */
  public List<String> fields(String section) {
    return infoFields.getOrDefault(section, List.of());
  }

  /** The names of all commands and subcommands there are facts about. */
  public Collection<String> commandNames() {
    return commandLines.keySet();
  }
}
