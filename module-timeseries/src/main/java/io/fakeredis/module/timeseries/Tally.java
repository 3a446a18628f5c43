package io.fakeredis.module.timeseries;

import io.fakeredis.api.ModuleCodec;

/** What an aggregation keeps of the samples in a bucket, which come in the order of time. */
interface Tally {

  /** The last sample before the bucket; for those that care. */
  default void addBefore(Sample sample) {}

  void add(Sample sample);

  /** The first sample after the bucket; for those that care. */
  default void addAfter(Sample sample) {}

  /** How many samples of the bucket count. */
  long count();

  /** The result, if there are samples. */
  double result();

  /** Writes what is kept as the module does for the aggregation. */
  void save(Aggregation aggregation, ModuleCodec.Writer out);

  /** Reads what {@link #save} wrote. */
  void load(Aggregation aggregation, ModuleCodec.Reader in);
}
