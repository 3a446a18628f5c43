package io.fakeredis.module.bloom;

import io.fakeredis.api.Args;
import io.fakeredis.api.Bytes;
import io.fakeredis.api.Call;
import io.fakeredis.api.CommandException;
import io.fakeredis.api.Errors;
import io.fakeredis.api.Feature;
import io.fakeredis.api.Numbers;
import io.fakeredis.api.Settings;

/**
 * What a new cuckoo filter is to be like.
 *
 * @param capacity how many items its first layer is for
 * @param maxIterations how many fingerprints may be moved to make room for another
 * @param expansion by how much each layer is larger than the one before; 0 for a filter that does
 *     not grow
 */
record CuckooSizes(long capacity, int bucketSize, int maxIterations, int expansion) {
  /** 8.0 brought an upper limit of the capacity, and other errors. */
  private static final Feature RANGES = Feature.since("CF.ranges", "8.0");

  /** The sizes of filters that CF.ADD makes. */
  static CuckooSizes defaults(Settings settings) {
    return new CuckooSizes(
        Defaults.number(settings, Defaults.CF_INITIAL_SIZE),
        (int) Defaults.number(settings, Defaults.CF_BUCKET_SIZE),
        (int) Defaults.number(settings, Defaults.CF_MAX_ITERATIONS),
        (int) Defaults.number(settings, Defaults.CF_EXPANSION_FACTOR));
  }

  /** The sizes that CF.RESERVE names. */
  static CuckooSizes reserved(Call call) {
    long capacity = capacity(call.args().bytes(2));
    CuckooSizes defaults = defaults(call.settings());
    int iterations =
        option(call, "MAXITERATIONS", defaults.maxIterations, 1, Defaults.MOST_ITERATIONS);
    int bucketSize = option(call, "BUCKETSIZE", defaults.bucketSize, 1, Defaults.LARGEST_BUCKET);
    int expansion = option(call, "EXPANSION", defaults.expansion, 0, Defaults.LARGEST_EXPANSION);
    CuckooSizes sizes = new CuckooSizes(capacity, bucketSize, iterations, expansion);
    return sizes.checked(call, "2 * BUCKETSIZE");
  }

  private static int option(Call call, String name, int standard, int least, int most) {
    Args args = call.args();
    int at = ModuleRow.find(args, 1, name);
    if (at < 0) {
      return standard;
    }
    if (at + 1 == args.count()) {
      throw Errors.arity("cf.reserve");
    }
    if (!Numbers.isLong(args.bytes(at + 1))) {
      throw Errors.error("Couldn't parse " + name);
    }
    long value = args.integer(at + 1);
    if (value >= least && value <= most) {
      return (int) value;
    }
    throw Errors.error(
        call.has(RANGES)
            ? name + ": value must be in the range [" + least + ", " + most + "]"
            : name
                + ": value must be an integer between "
                + least
                + " and "
                + most
                + ", inclusive.");
  }

  /** The sizes of a filter that CF.INSERT makes, with a capacity of its own. */
  CuckooSizes withCapacity(Call call, Bytes word) {
    return new CuckooSizes(capacity(word), bucketSize, maxIterations, expansion)
        .checked(call, "cf-bucket-size * 2");
  }

  private static long capacity(Bytes word) {
    if (!Numbers.isLong(word)) {
      throw Errors.error("Bad capacity");
    }
    return Numbers.toLong(word);
  }

  private CuckooSizes checked(Call call, String least) {
    boolean ranges = call.has(RANGES);
    if (capacity >= bucketSize * 2L && (!ranges || capacity <= Defaults.LARGEST_CAPACITY)) {
      return this;
    }
    throw ranges ? outOfRange(least) : Errors.error("Capacity must be at least (BucketSize * 2)");
  }

  private static CommandException outOfRange(String least) {
    return Errors.error(
        "Capacity must be in the range [" + least + ", " + Defaults.LARGEST_CAPACITY + "]");
  }

  /** An empty filter of these sizes. */
  CuckooFilter filter() {
    CuckooFilter filter =
        CuckooFilter.create(CuckooFilter.Shape.of(capacity, bucketSize, maxIterations, expansion));
    if (filter == null) {
      throw Errors.error("ERR Insufficient memory to create filter");
    }
    return filter;
  }
}
