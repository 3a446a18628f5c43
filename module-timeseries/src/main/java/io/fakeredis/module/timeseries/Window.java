package io.fakeredis.module.timeseries;

import io.fakeredis.api.Args;
import io.fakeredis.api.Errors;
import io.fakeredis.api.Numbers;
import org.jspecify.annotations.Nullable;

/**
 * What AGGREGATION says.
 *
 * @param at where the word stands
 * @param aggregation what is told of a bucket
 * @param duration of a bucket
 */
record Window(int at, Aggregation aggregation, long duration) {
  private static final String WORD = "AGGREGATION";

  /** What the call says, or null if it says nothing. */
  static @Nullable Window parse(Args args) {
    int at = OptionParser.find(args, WORD);
    if (at < 0) {
      return null;
    }
    if (at + 2 >= args.count() || !Numbers.isLong(args.bytes(at + 2))) {
      throw OptionParser.unreadable(WORD);
    }
    Aggregation aggregation = Aggregation.named(args.bytes(at + 1));
    long duration = args.integer(at + 2);
    if (duration <= 0) {
      throw Errors.error("ERR TSDB: bucketDuration must be greater than zero");
    }
    return new Window(at, aggregation, duration);
  }

  /** The first time of the bucket with that time, which may be negative. */
  static long start(long time, long duration, long alignment) {
    return time - Math.floorMod(time - alignment % duration, duration);
  }
}
