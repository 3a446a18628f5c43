package io.fakeredis.api;

/**
 * A configuration parameter that a plug-in brings, for CONFIG GET and CONFIG SET.
 *
 * @param name as CONFIG GET shows it
 * @param feature the same name, with the version that brought it
 * @param initial the value that a server starts with
 * @param check judges new values
 */
public record Parameter(String name, Feature feature, String initial, Check check) {

  /** A parameter; {@code since} is written as in {@link Command#command}. */
  public static Parameter parameter(String name, String since, String initial, Check check) {
    return new Parameter(name, Feature.since(name, since), initial, check);
  }

  /** Whether a value may be set. */
  @FunctionalInterface
  public interface Check {

    /**
     * Judges a value.
     *
     * @param settings all values as they are, for limits that depend on one another
     * @return the value to keep, which need not be the one given
     * @throws IllegalArgumentException if the value is refused; CONFIG SET adds the message to its
     *     own
     */
    String accept(String value, Settings settings);
  }
}
