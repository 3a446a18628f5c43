package io.fakeredis.api;

import org.jspecify.annotations.Nullable;

/** The options that one call named. */
public final class OptionValues {
  static final OptionValues NONE = new OptionValues(0);

  private final @Nullable Option[] chosen;
  private final @Nullable Bytes[] values;
  private final int[] firsts;
  private final int[] lasts;

  OptionValues(int groups) {
    chosen = new Option[groups];
    values = new Bytes[groups];
    firsts = new int[groups];
    lasts = new int[groups];
  }

  /** Keeps the option, the last of equal ones; false if its group had another one already. */
  boolean set(int group, Option option, Args args, int valueAt) {
    Option earlier = chosen[group];
    if (earlier != null && !earlier.word().equals(option.word())) {
      return false;
    }
    chosen[group] = option;
    values[group] = option.hasValue() ? args.bytes(valueAt) : null;
    firsts[group] = earlier == null ? valueAt : firsts[group];
    lasts[group] = valueAt;
    return true;
  }

  public boolean has(Option option) {
    return indexOf(option) >= 0;
  }

  /** Whether the call has both options, the first one somewhere in front of the second. */
  public boolean inOrder(Option first, Option second) {
    int a = indexOf(first);
    int b = indexOf(second);
    return a >= 0 && b >= 0 && firsts[a] < lasts[b];
  }

  /** The argument behind the option, or null if the call does not have the option. */
  public @Nullable Bytes bytes(Option option) {
    int index = indexOf(option);
    return index < 0 ? null : values[index];
  }

  /**
   * The integer behind an option that the call has.
   *
   * @throws CommandException {@code ERR value is not an integer or out of range}
   */
  public long integer(Option option) {
    Bytes value = bytes(option);
    if (value == null) {
      throw new IllegalArgumentException(option.word() + " was not given");
    }
    return Numbers.parseLong(value);
  }

  private int indexOf(Option option) {
    for (int i = 0; i < chosen.length; i++) {
      Option candidate = chosen[i];
      if (candidate != null && candidate.word().equals(option.word())) {
        return i;
      }
    }
    return -1;
  }
}
