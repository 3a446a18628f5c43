package io.fakeredis.module.bloom;

import io.fakeredis.api.Args;
import io.fakeredis.api.Bytes;
import io.fakeredis.api.Call;
import io.fakeredis.api.CommandException;
import io.fakeredis.api.Doubles;
import io.fakeredis.api.Errors;
import io.fakeredis.api.Feature;
import io.fakeredis.api.Numbers;
import io.fakeredis.api.Settings;

/**
 * What a new bloom filter is to be like.
 *
 * @param capacity how many items its first layer is for
 * @param error the rate of false positives that is borne
 * @param expansion by how much each layer is larger than the one before; 0 for a filter that does
 *     not scale
 */
record BloomSizes(long capacity, double error, boolean scaling, long expansion) {
  /** 8.0 brought upper limits, filters that do not scale for EXPANSION 0, and other errors. */
  static final Feature RANGES = Feature.since("BF.ranges", "8.0");

  /** The sizes of filters that BF.ADD makes. */
  static BloomSizes defaults(Settings settings) {
    long expansion = Defaults.number(settings, Defaults.BF_EXPANSION_FACTOR);
    return new BloomSizes(
        Defaults.number(settings, Defaults.BF_INITIAL_SIZE),
        Defaults.errorRate(settings),
        expansion != 0,
        expansion);
  }

  /** The sizes that BF.RESERVE names. */
  static BloomSizes reserved(Call call) {
    double error = reservedError(call, call.args().bytes(2));
    long capacity = reservedCapacity(call, call.args().bytes(3));
    long standard = Defaults.number(call.settings(), Defaults.BF_EXPANSION_FACTOR);
    boolean scaling = standard != 0 && ModuleRow.find(call.args(), 1, "NONSCALING") < 0;
    int option = ModuleRow.find(call.args(), 1, "EXPANSION");
    if (option < 0) {
      return new BloomSizes(capacity, error, scaling, standard);
    }
    long expansion = reservedExpansion(call, option + 1, scaling);
    return new BloomSizes(capacity, error, scaling && expansion != 0, expansion);
  }

  private static double reservedError(Call call, Bytes word) {
    double error = Doubles.parse(word);
    if (Double.isNaN(error)) {
      throw Errors.error("ERR bad error rate");
    }
    if (error > 0 && error < 1) {
      return call.has(RANGES) ? Math.min(error, Defaults.HIGHEST_ERROR_RATE) : error;
    }
    throw Errors.error(
        call.has(RANGES)
            ? "ERR error rate must be in the range (0.000000, 1.000000)"
            : "ERR (0 < error rate range < 1) ");
  }

  private static long reservedCapacity(Call call, Bytes word) {
    if (!Numbers.isLong(word)) {
      throw Errors.error("ERR bad capacity");
    }
    long capacity = Numbers.toLong(word);
    if (call.has(RANGES) && (capacity < 1 || capacity > Defaults.LARGEST_CAPACITY)) {
      throw Errors.error(
          "ERR capacity must be in the range [1, " + Defaults.LARGEST_CAPACITY + "]");
    }
    if (capacity < 1) {
      throw Errors.error("ERR (capacity should be larger than 0)");
    }
    return capacity;
  }

  private static long reservedExpansion(Call call, int at, boolean scaling) {
    Args args = call.args();
    if (at == args.count()) {
      throw Errors.error("ERR no expansion");
    }
    // 8.0 reads the number before it minds that the filter does not scale.
    if (!scaling && !call.has(RANGES)) {
      throw cannotExpand();
    }
    if (!Numbers.isLong(args.bytes(at))) {
      throw Errors.error("ERR bad expansion");
    }
    long expansion = args.integer(at);
    if (!call.has(RANGES)) {
      return atLeastOne(expansion);
    }
    if (!scaling && expansion != 0) {
      throw cannotExpand();
    }
    if (expansion < 0 || expansion > Defaults.LARGEST_EXPANSION) {
      throw Errors.error(
          "ERR expansion must be in the range [0, " + Defaults.LARGEST_EXPANSION + "]");
    }
    return expansion;
  }

  private static long atLeastOne(long expansion) {
    if (expansion < 1) {
      throw Errors.error("ERR expansion should be greater or equal to 1");
    }
    return expansion;
  }

  private static CommandException cannotExpand() {
    return Errors.error("Nonscaling filters cannot expand");
  }

  /** An empty filter of these sizes. */
  BloomFilter filter() {
    BloomFilter filter = BloomFilter.create(capacity, error, scaling, (int) expansion);
    if (filter == null) {
      throw Errors.error("ERR Insufficient memory to create filter");
    }
    return filter;
  }
}
