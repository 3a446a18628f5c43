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

  private final String name;
  private final String flavour;
  private final Version since;
  private final int hash;

  private Feature(String name, String flavour, Version since) {
    this.name = name;
    this.flavour = flavour;
    this.since = since;
    this.hash = (name.hashCode() * 31 + flavour.hashCode()) * 31 + since.hashCode();
  }

  /** Reads {@code "6.2"} as Redis 6.2, and {@code "valkey 9.0"} as Valkey 9.0. */
  public static Feature since(String name, String since) {
    int space = since.indexOf(' ');
    String flavour = space < 0 ? "redis" : since.substring(0, space);
    return new Feature(name, flavour, Version.of(since.substring(space + 1)));
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
