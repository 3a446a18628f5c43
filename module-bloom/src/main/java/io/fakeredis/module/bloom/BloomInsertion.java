package io.fakeredis.module.bloom;

import io.fakeredis.api.Args;
import io.fakeredis.api.Bytes;
import io.fakeredis.api.Call;
import io.fakeredis.api.Doubles;
import io.fakeredis.api.Errors;
import io.fakeredis.api.Numbers;
import java.util.List;

/** What BF.INSERT is told. */
final class BloomInsertion {
  private static final int FIRST_OPTION = 2;

  private final Args args;
  private final boolean ranges;
  private int at = FIRST_OPTION;
  private double error;
  private long capacity;
  private long expansion;
  private boolean scaling;
  private boolean creating = true;
  private List<Bytes> items = List.of();

  private BloomInsertion(Call call) {
    BloomSizes defaults = BloomSizes.defaults(call.settings());
    this.args = call.args();
    this.ranges = call.has(BloomSizes.RANGES);
    this.error = defaults.error();
    this.capacity = defaults.capacity();
    this.expansion = defaults.expansion();
    this.scaling = defaults.scaling();
  }

  static BloomInsertion of(Call call) {
    BloomInsertion insertion = new BloomInsertion(call);
    insertion.parse();
    return insertion;
  }

  private void parse() {
    while (at < args.count() && items.isEmpty()) {
      option(args.bytes(at++));
    }
    if (items.isEmpty()) {
      throw arity();
    }
    if (!ranges && (error <= 0 || error >= 1 || capacity < 1 || expansion < 1)) {
      throw Errors.error("Bad argument received");
    }
  }

  /** RedisBloom tells options by one or two letters, and takes any word that has them. */
  private void option(Bytes word) {
    switch (letter(word, 0)) {
      case 'i' -> readItems();
      case 'c' -> readCapacity(value());
      case 'e' -> {
        if (letter(word, 1) == 'r') {
          readError(value());
        } else {
          readExpansion(value());
        }
      }
      case 'n' -> {
        if (letter(word, 2) == 'c') {
          creating = false;
        } else {
          scaling = false;
        }
      }
      default -> throw Errors.error("Unknown argument received");
    }
  }

  /** The letter in lower case, or 0 if the word is too short. */
  static char letter(Bytes word, int index) {
    return index < word.length() ? Character.toLowerCase((char) word.at(index)) : 0;
  }

  private void readItems() {
    items = args.from(at);
    if (items.isEmpty()) {
      throw arity();
    }
  }

  private void readCapacity(Bytes word) {
    if (!Numbers.isLong(word)
        || (ranges && !isIn(Numbers.toLong(word), 1, Defaults.LARGEST_CAPACITY))) {
      throw Errors.error("Bad capacity");
    }
    capacity = Numbers.toLong(word);
  }

  private void readExpansion(Bytes word) {
    if (!Numbers.isLong(word)
        || (ranges && !isIn(Numbers.toLong(word), 0, Defaults.LARGEST_EXPANSION))) {
      throw Errors.error("Bad expansion");
    }
    expansion = Numbers.toLong(word);
    scaling &= expansion != 0;
  }

  private void readError(Bytes word) {
    double rate = Doubles.parse(word);
    if (Double.isNaN(rate) || (ranges && (rate <= 0 || rate >= 1))) {
      throw Errors.error("Bad error rate");
    }
    error = ranges ? Math.min(rate, Defaults.HIGHEST_ERROR_RATE) : rate;
  }

  private static boolean isIn(long value, long least, long most) {
    return value >= least && value <= most;
  }

  private Bytes value() {
    if (at == args.count()) {
      throw arity();
    }
    return args.bytes(at++);
  }

  private static RuntimeException arity() {
    return Errors.arity("bf.insert");
  }

  /** Whether a missing filter is made. */
  boolean isCreating() {
    return creating;
  }

  /** What it is made like. */
  BloomSizes sizes() {
    return new BloomSizes(capacity, error, scaling, expansion);
  }

  List<Bytes> items() {
    return items;
  }
}
