package io.fakeredis.core.command;

import io.fakeredis.api.Args;
import io.fakeredis.api.CommandException;
import io.fakeredis.api.Errors;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/**
 * How many elements ZRANDMEMBER or HRANDFIELD is asked for, at most once each, or with repetitions
 * if the count is negative.
 */
record RandomCount(long count, boolean withValues) {
  /** What an element of a reply may take until it is sent. */
  private static final long BYTES_EACH = 256;

  /** Reads a call that has a count at position 2, and perhaps the option behind it. */
  static RandomCount parse(Args args, String option) {
    long count = args.integer(2);
    if (count == Long.MIN_VALUE) {
      throw outOfRange(Long.MAX_VALUE);
    }
    if (args.count() > 4 || (args.count() == 4 && !args.is(3, option))) {
      throw Errors.syntax();
    }
    boolean withValues = args.count() == 4;
    if (withValues && Math.abs(count) > Long.MAX_VALUE / 2) {
      throw Errors.outOfRange();
    }
    return new RandomCount(count, withValues);
  }

  private static CommandException outOfRange(long limit) {
    return Errors.error(
        "ERR value is out of range, value must between -" + limit + " and " + limit);
  }

  boolean repeats() {
    return count < 0;
  }

  /**
   * As many elements by chance as a negative count asks for. The real server goes on until the
   * client's output is too much for it, or its memory used up; this one says so beforehand.
   */
  static <T> List<T> repeated(long count, Supplier<T> random) {
    if (count < -Runtime.getRuntime().maxMemory() / BYTES_EACH) {
      throw Errors.outOfRange();
    }
    return Stream.generate(random).limit(-count).toList();
  }

  /** As many different positions below the size, in ascending order; fewer than the size. */
  Set<Integer> positions(int size, RandomGenerator random) {
    Set<Integer> chosen = new TreeSet<>();
    for (int i = size - (int) count; i < size; i++) {
      int position = random.nextInt(i + 1);
      chosen.add(chosen.contains(position) ? i : position); // Floyd's way: each subset is as likely
    }
    return chosen;
  }
}
