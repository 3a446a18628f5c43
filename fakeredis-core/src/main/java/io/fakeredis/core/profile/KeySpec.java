package io.fakeredis.core.profile;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where keys stand and what is done to them, as COMMAND INFO tells since 7.0.
 *
 * @param flags such as {@code RO}, {@code access}
 * @param begin where the search begins
 * @param find which arguments are keys from there on
 */
public record KeySpec(List<String> flags, Part begin, Part find, @Nullable String notes) {

  /**
   * A step of the search.
   *
   * @param type such as {@code "index"} or {@code "range"}
   * @param values what the type needs, in the server's order
   */
  public record Part(String type, List<String> values) {
    static Part parse(String text) {
      List<String> parts = Arrays.asList(text.split(":"));
      return new Part(parts.get(0), parts.subList(1, parts.size()));
    }

    public int number(int index) {
      return Integer.parseInt(values.get(index));
    }
  }

  /** A line such as {@code key RO,access index:1 range:0:1:0 some notes}. */
  static KeySpec parse(String line) {
    String[] words = line.split(" ", 5);
    return new KeySpec(
        CommandFacts.list(words[1]),
        Part.parse(words[2]),
        Part.parse(words[3]),
        words.length > 4 ? words[4] : null);
  }
}
