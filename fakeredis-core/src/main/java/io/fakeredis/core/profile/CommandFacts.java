package io.fakeredis.core.profile;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a real server tells of a command or a subcommand.
 *
 * @param name in lower case; {@code "config|get"} for a subcommand
 * @param flags in the server's order
 * @param categories ACL categories without the {@code @}, in the server's order
 * @param doc what COMMAND DOCS tells; null on servers that have no such command
 */
public record CommandFacts(
    String name,
    int arity,
    List<String> flags,
    int first,
    int last,
    int step,
    List<String> categories,
    List<String> tips,
    List<KeySpec> keySpecs,
    @Nullable CommandDoc doc) {

  /** A table's lines for one command, the first of which is {@code command name ...}. */
  static CommandFacts parse(List<String> lines) {
    String[] words = lines.get(0).split(" ", -1);
    List<String> tips = new ArrayList<>();
    List<KeySpec> keySpecs = new ArrayList<>();
    int at = 1;
    for (; at < lines.size() && !lines.get(at).startsWith("doc "); at++) {
      String line = lines.get(at);
      if (line.startsWith("tip ")) {
        tips.add(line.substring("tip ".length()));
      } else {
        keySpecs.add(KeySpec.parse(line));
      }
    }
    return new CommandFacts(
        words[1],
        Integer.parseInt(words[2]),
        list(words[3]),
        Integer.parseInt(words[4]),
        Integer.parseInt(words[5]),
        Integer.parseInt(words[6]),
        list(words[7]),
        tips,
        keySpecs,
        at == lines.size() ? null : CommandDoc.parse(lines.subList(at, lines.size())));
  }

  /** Words between commas; a dash stands for none. */
  static List<String> list(String words) {
    return words.equals("-") ? List.of() : Arrays.asList(words.split(","));
  }
}
