package io.fakeredis.api;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * One row of the command table: all the engine knows of a command before running it.
 *
 * @param name in capitals; a subcommand's name is the container's, a space and its own ({@code
 *     "CONFIG GET"})
 * @param feature the same name, with the version that brought it
 * @param arity number of arguments with the name itself (and the container's); negative for "at
 *     least"
 * @param keys where the keys stand
 * @param flags as in {@code COMMAND INFO}
 * @param categories ACL categories beyond those that follow from the group and the flags
 * @param handler what it does; a container's is called when no subcommand is given
 * @param options the options that {@link Call#options} parses
 * @param subcommands the rows of a container
 * @param inCapitals whether the server shows the name in capitals, too
 * @param access what it does to its keys, in the words of {@code COMMAND INFO}; empty if that
 *     follows from the flags
 */
public record Command(
    String name,
    Feature feature,
    int arity,
    Keys keys,
    Set<Flag> flags,
    Set<String> categories,
    Handler handler,
    Options options,
    List<Command> subcommands,
    boolean inCapitals,
    List<String> access) {

  /** For {@code since}: no server lacks it. */
  public static final String ALWAYS = Feature.ALWAYS;

  /**
   * A row.
   *
   * @param since the Redis version that brought it, {@code "6.2"}, or {@code "valkey 9.0"} for
   *     another flavour's
   */
  public static Command command(
      String name, String since, int arity, Keys keys, Set<Flag> flags, Handler handler) {
    return new Command(
        name,
        Feature.since(name, since),
        arity,
        keys,
        flags,
        Set.of(),
        handler,
        Options.NONE,
        List.of(),
        false,
        List.of());
  }

  /**
   * A command that only has subcommands, such as CONFIG; {@code container("CONFIG", "2.0", rows)}.
   */
  public static Command container(String name, String since, Command... subcommands) {
    return command(name, since, -2, Keys.NONE, Set.of(), call -> Reply.NULL)
        .subcommands(subcommands);
  }

  public Command options(Options options) {
    return new Command(
        name,
        feature,
        arity,
        keys,
        flags,
        categories,
        handler,
        options.of(name),
        subcommands,
        inCapitals,
        access);
  }

  /**
   * ACL categories such as {@code "keyspace"} that neither group nor flags imply; all that it has,
   * in the order of {@code COMMAND INFO}, for a command of a module.
   */
  public Command categories(String... more) {
    Set<String> ordered = Collections.unmodifiableSet(new LinkedHashSet<>(Arrays.asList(more)));
    return new Command(
        name,
        feature,
        arity,
        keys,
        flags,
        ordered,
        handler,
        options,
        subcommands,
        inCapitals,
        access);
  }

  public Command subcommands(Command... rows) {
    return new Command(
        name,
        feature,
        arity,
        keys,
        flags,
        categories,
        handler,
        options,
        List.of(rows),
        inCapitals,
        access);
  }

  /** The same row of a module that has registered its command in capitals. */
  public Command shownInCapitals() {
    return new Command(
        name, feature, arity, keys, flags, categories, handler, options, subcommands, true, access);
  }

  /** The same row of a module that says itself what it does to its keys: {@code "RO", "access"}. */
  public Command access(String... words) {
    return new Command(
        name,
        feature,
        arity,
        keys,
        flags,
        categories,
        handler,
        options,
        subcommands,
        inCapitals,
        List.of(words));
  }

  /** Whether a call of so many words, the name among them, is sound. */
  public boolean accepts(int count) {
    return arity >= 0 ? count == arity : count >= -arity;
  }

  /** The name as COMMAND and error texts print it: {@code "get"}, {@code "config|get"}. */
  public String fullName() {
    return (inCapitals ? name : name.toLowerCase(Locale.ROOT)).replace(' ', '|');
  }

  public boolean has(Flag flag) {
    return flags.contains(flag);
  }
}
