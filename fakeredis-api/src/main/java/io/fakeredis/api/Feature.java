package io.fakeredis.api;

import org.jspecify.annotations.Nullable;

/**
 * Anything that a server may or may not have: a command ({@code GETDEL}), an option ({@code
 * SET.KEEPTTL}) or a behaviour ({@code SET.nx-with-get}), with the flavour and version that brought
 * it. Whether a given server has it is for its {@link Profile} to say.
 */
public final class Feature {
  /** For what every server of every flavour has. */
  public static final String ALWAYS = "0";

  private static final String UNTIL = " until ";

  private final String name;
  private final String flavour;
  private final Version since;
  private final @Nullable Version until;
  private final int hash;

  /**
   * What the profile that asked last has of this. Handlers ask at every call, nearly always for the
   * same profile; a record is seen whole by all threads or not at all.
   */
  private @Nullable Answer latest;

  /** What a profile was told. */
  private record Answer(Profile profile, boolean has) {}

  private Feature(String name, String flavour, Version since, @Nullable Version until) {
    this.name = name;
    this.flavour = flavour;
    this.since = since;
    this.until = until;
    this.hash = (name.hashCode() * 31 + flavour.hashCode()) * 31 + since.hashCode();
  }

  /**
   * Reads {@code "6.2"} as Redis 6.2, {@code "valkey 9.0"} as Valkey 9.0, and {@code "6.0 until
   * 7.0"} as what 6.0 brought and 7.0 took away.
   */
  public static Feature since(String name, String since) {
    int end = since.indexOf(UNTIL);
    String start = end < 0 ? since : since.substring(0, end);
    Version until = end < 0 ? null : Version.of(since.substring(end + UNTIL.length()));
    int space = start.indexOf(' ');
    String flavour = space < 0 ? "redis" : start.substring(0, space);
    return new Feature(name, flavour, Version.of(start.substring(space + 1)), until);
  }

  /** Whether a server of that flavour and version is of the time that has this. */
  boolean isIn(Version version) {
    return version.atLeast(since) && (until == null || !version.atLeast(until));
  }

  /** Whether the profile has this. */
  boolean isOf(Profile profile) {
    Answer answer = latest;
    if (answer == null || answer.profile != profile) {
      answer = new Answer(profile, profile.answer(this));
      latest = answer;
    }
    return answer.has;
  }

  public String name() {
    return name;
  }

  public String flavour() {
    return flavour;
  }

  public Version since() {
    return since;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return this == other
        || (other instanceof Feature that
            && hash == that.hash
            && name.equals(that.name)
            && flavour.equals(that.flavour)
            && since.equals(that.since));
  }

  @Override
  public int hashCode() {
    return hash;
  }

  @Override
  public String toString() {
    return name + " since " + flavour + " " + since;
  }
}
