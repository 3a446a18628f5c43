package io.fakeredis.api;

import java.util.ArrayList;
import java.util.List;

/** Where the keys of a call stand among its arguments. Position 0 is the command's name. */
public interface Keys {
  Keys NONE = new Range(0, 0, 0);

  /** Position of the first key as {@code COMMAND INFO} tells it, 0 if there is none. */
  int first();

  /** Position of the last key; negative counts from the end; 0 if there is none. */
  int last();

  /** Distance from one key to the next. */
  int step();

  /**
   * Whether the positions depend on the arguments, so that first, last and step do not tell all.
   */
  default boolean movable() {
    return false;
  }

  /**
   * The positions of the keys in a call whose arity is right; empty if the arguments are unsound.
   */
  List<Integer> positions(Args args);

  static Keys key(int position) {
    return new Range(position, position, 1);
  }

  /** Every argument from first to last, which may be negative to count from the end. */
  static Keys keys(int first, int last) {
    return new Range(first, last, 1);
  }

  static Keys keys(int first, int last, int step) {
    return new Range(first, last, step);
  }

  /** A count at the position, and that many keys behind it. */
  static Keys numkeys(int position) {
    return new Found(0, 0, 0, args -> numbered(args, position));
  }

  /**
   * A destination key, then a count at the position and that many keys behind it. The destination
   * is the last to be told, as COMMAND GETKEYS had it until 6.2.
   */
  static Keys keyAndNumkeys(int destination, int position) {
    return new Found(
        destination,
        destination,
        1,
        args -> {
          List<Integer> sources = numbered(args, position);
          if (sources.isEmpty()) {
            return sources;
          }
          List<Integer> positions = new ArrayList<>(sources);
          positions.add(destination);
          return positions;
        });
  }

  /** Keys that only the finder can tell; first, last and step as {@code COMMAND INFO} has them. */
  static Keys found(int first, int last, int step, Finder finder) {
    return new Found(first, last, step, finder);
  }

  private static List<Integer> numbered(Args args, int position) {
    if (position >= args.count() || !Numbers.isLong(args.bytes(position))) {
      return List.of();
    }
    long count = args.integer(position);
    if (count < 1 || count > args.count() - position - 1) {
      return List.of();
    }
    List<Integer> positions = new ArrayList<>();
    for (int i = 1; i <= count; i++) {
      positions.add(position + i);
    }
    return positions;
  }

  /** Finds the positions of keys in a call. */
  @FunctionalInterface
  interface Finder {
    List<Integer> find(Args args);
  }

  /** Keys at fixed places. */
  record Range(int first, int last, int step) implements Keys {
    @Override
    public List<Integer> positions(Args args) {
      if (first == 0) {
        return List.of();
      }
      int end = last < 0 ? args.count() + last : last;
      List<Integer> positions = new ArrayList<>();
      for (int i = first; i <= end && i < args.count(); i += step) {
        positions.add(i);
      }
      return positions;
    }
  }

  /** Keys whose places depend on the arguments. */
  record Found(int first, int last, int step, Finder finder) implements Keys {
    @Override
    public boolean movable() {
      return true;
    }

    @Override
    public List<Integer> positions(Args args) {
      return finder.find(args);
    }
  }
}
