package io.fakeredis.api;

import org.jspecify.annotations.Nullable;

/**
 * A named option of a command, such as {@code NX} or {@code EX seconds}.
 *
 * @param word in capitals; clients may write it in any case
 * @param since the version that brought it, written as in {@link Command#command}
 * @param hasValue whether one argument follows it
 * @param feature its name with the command's in front; null until a row takes the option
 */
public record Option(String word, String since, boolean hasValue, @Nullable Feature feature) {

  /** An option that is a word alone. */
  public static Option flag(String word, String since) {
    return new Option(word, since, false, null);
  }

  /** An option that is followed by one argument. */
  public static Option value(String word, String since) {
    return new Option(word, since, true, null);
  }

  Option of(String command) {
    return new Option(word, since, hasValue, Feature.since(command + "." + word, since));
  }
}
