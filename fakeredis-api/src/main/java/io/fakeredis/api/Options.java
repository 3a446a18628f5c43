package io.fakeredis.api;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The options of a command, from some position to the end of the arguments. Of each {@link #oneOf}
 * group a call may name one; a profile without an option refuses it with a syntax error, as a real
 * server does that never heard of it.
 */
public final class Options {
  public static final Options NONE = new Options(0, List.of());

  private final int from;
  private final List<List<Option>> groups;

  private Options(int from, List<List<Option>> groups) {
    this.from = from;
    this.groups = groups;
  }

  /** Options that start at the position; each group is made by {@link #oneOf}. */
  @SafeVarargs
  @SuppressWarnings("varargs") // the array is copied, never kept
  public static Options from(int position, List<Option>... groups) {
    return new Options(position, List.of(groups));
  }

  /** Options that exclude one another. */
  public static List<Option> oneOf(Option... options) {
    return List.of(options);
  }

  /** The options as features of the command. */
  Options of(String command) {
    List<List<Option>> named = new ArrayList<>();
    for (List<Option> group : groups) {
      List<Option> options = new ArrayList<>();
      for (Option option : group) {
        options.add(option.of(command));
      }
      named.add(options);
    }
    return new Options(from, named);
  }

  /** All options, in the order of declaration. */
  public List<Option> all() {
    return groups.stream().flatMap(List::stream).toList();
  }

  /**
   * Reads the options of a call.
   *
   * @throws CommandException {@code ERR syntax error} for an unknown word, a missing value or two
   *     options that exclude one another
   */
  public OptionValues parse(Args args, Profile profile) {
    if (args.count() <= from) {
      return OptionValues.NONE;
    }
    OptionValues values = new OptionValues(groups.size());
    int at = from;
    while (at < args.count()) {
      at = parseOne(args, at, profile, values);
    }
    return values;
  }

  private int parseOne(Args args, int at, Profile profile, OptionValues values) {
    for (int group = 0; group < groups.size(); group++) {
      Option option = find(groups.get(group), args.bytes(at), profile);
      if (option != null) {
        int next = at + (option.hasValue() ? 2 : 1);
        if (next > args.count() || !values.set(group, option, args, next - 1)) {
          throw Errors.syntax();
        }
        return next;
      }
    }
    throw Errors.syntax();
  }

  private static @Nullable Option find(List<Option> group, Bytes word, Profile profile) {
    for (Option option : group) {
      Feature feature = option.feature();
      if (word.is(option.word()) && (feature == null || profile.has(feature))) {
        return option;
      }
    }
    return null;
  }
}
