package io.fakeredis.module.timeseries;

/**
 * A value at a time.
 *
 * @param time in milliseconds since 1970, as a rule; never negative
 * @param value which may be infinite
 */
record Sample(long time, double value) {}
