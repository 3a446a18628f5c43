package io.fakeredis.api;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * A configuration parameter, for CONFIG GET, CONFIG SET and redis.conf.
 *
 * <p>As with commands, two rows may have one name (a default that changed, say): a server has the
 * one with the highest {@code since} that its profile reaches.
 *
 * @param name the newest name, by which {@link Settings} know it
 * @param feature the same name, with the version that brought it
 * @param initial the value that a server starts with
 * @param check judges new values
 * @param otherNames older names under which it is also known
 * @param traits how it can be seen and set
 */
public record Parameter(
    String name,
    Feature feature,
    String initial,
    Check check,
    List<Feature> otherNames,
    Set<Trait> traits) {

  /** What sets a parameter apart from others. */
  public enum Trait {
    /** Set at the start or never. */
    IMMUTABLE,
    /** Set at the start, or at any time on a server that was started to allow that. */
    PROTECTED,
    /** Shown to those who ask for its very name, not to those who ask for a pattern. */
    HIDDEN,
    /** Takes several words in redis.conf: {@code save 900 1}. */
    SEVERAL_WORDS,
    /** No longer there, from this row's version on. */
    GONE,
    /** Not a parameter of the real server, but a state that only DEBUG can set. */
    INTERNAL
  }

  /** A parameter; {@code since} is written as in {@link Command#command}. */
  public static Parameter parameter(String name, String since, String initial, Check check) {
    return new Parameter(
        name, Feature.since(name, since), initial, check, List.of(), EnumSet.noneOf(Trait.class));
  }

  /** A row by which a parameter is no longer there. */
  public static Parameter gone(String name, String since) {
    return parameter(name, since, "", Check.text()).with(Trait.GONE);
  }

  /** Knows it under that name too, on servers of that version and later. */
  public Parameter also(String olderName, String since) {
    List<Feature> names = new ArrayList<>(otherNames);
    names.add(Feature.since(olderName, since));
    return new Parameter(name, feature, initial, check, List.copyOf(names), traits);
  }

  public Parameter with(Trait... more) {
    Set<Trait> all = EnumSet.noneOf(Trait.class);
    all.addAll(traits);
    all.addAll(Arrays.asList(more));
    return new Parameter(name, feature, initial, check, otherNames, all);
  }

  public boolean is(Trait trait) {
    return traits.contains(trait);
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

    /** How CONFIG GET shows the value that was kept. */
    default String shown(String value, Settings settings) {
      return value;
    }

    /** Anything goes. */
    static Check text() {
      return (value, settings) -> value;
    }

    /** Yes or no, in whatever case. */
    static Check yesNo() {
      return ParameterChecks::yesNo;
    }

    /** An integer between the two, themselves included. */
    static Check number(long least, long most) {
      return (value, settings) -> ParameterChecks.number(value, least, most);
    }

    /** A size in bytes, which may be given as {@code 10mb}. */
    static Check memory(long least) {
      return (value, settings) -> ParameterChecks.memory(value, least, settings);
    }

    /** A size in bytes up to 2 to the power of 64. */
    static Check unsignedMemory() {
      return ParameterChecks::unsignedMemory;
    }

    /** One of the words, in whatever case. */
    static Check oneOf(String... words) {
      List<String> known = List.of(words);
      return (value, settings) -> ParameterChecks.oneOf(value, known, settings);
    }
  }
}
