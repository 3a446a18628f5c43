package io.fakeredis.api;

/**
 * The server's live configuration, as CONFIG GET would show it, under the newest names that Redis
 * has for its parameters ({@code hash-max-listpack-entries}, also on versions that say ziplist).
 */
public interface Settings {

  /**
   * A numeric parameter, sizes in bytes.
   *
   * @throws IllegalArgumentException if no server has such a parameter
   */
  long number(String name);

  /** A yes-or-no parameter. */
  boolean enabled(String name);

  /** A parameter of any kind as CONFIG GET shows it. */
  String text(String name);

  /** Which features the server has; values need it to know their encodings. */
  Profile profile();

  /** Whether this server behaves so. */
  default boolean has(Feature behaviour) {
    return profile().has(behaviour);
  }
}
