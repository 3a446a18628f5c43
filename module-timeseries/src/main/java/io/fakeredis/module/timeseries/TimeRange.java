package io.fakeredis.module.timeseries;

import io.fakeredis.api.Bytes;
import io.fakeredis.api.Errors;
import io.fakeredis.api.Numbers;

/** The ends of ranges of time. */
final class TimeRange {
  private TimeRange() {}

  /** The first time of a range: {@code -} or a number. */
  static long from(Bytes word) {
    return word.is("-") ? 0 : time(word, "ERR TSDB: wrong fromTimestamp");
  }

  /** The last time of a range: {@code +} or a number. */
  static long to(Bytes word) {
    return word.is("+") ? Long.MAX_VALUE : time(word, "ERR TSDB: wrong toTimestamp");
  }

  private static long time(Bytes word, String message) {
    if (!Numbers.isLong(word) || Numbers.toLong(word) < 0) {
      throw Errors.error(message);
    }
    return Numbers.toLong(word);
  }
}
