package io.fakeredis.module.timeseries;

/**
 * A value at a time.
 *
 * @param time in milliseconds since 1970, as a rule; never negative
 * @param value which may be infinite
 */
record Sample(long time, double value) {

  /** The value at a time between this sample and an earlier one. */
  double valueAt(long at, Sample earlier) {
    if (at == time) {
      return value;
    }
    return earlier.value + (value - earlier.value) * (at - earlier.time) / (time - earlier.time);
  }

  /** The area under the line from here to a later sample. */
  double areaTo(Sample later) {
    return (value + later.value) / 2 * (later.time - time);
  }
}
