package io.fakeredis.module.timeseries;

import io.fakeredis.api.Bytes;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a series is kept.
 *
 * @param retention how many milliseconds before the newest sample are kept; 0 for all
 * @param chunkSize in bytes
 * @param compressed how the samples are stored
 * @param policy for a second sample at the same time
 * @param ignoreTime a sample that follows the newest within that time, and
 * @param ignoreValue differs no more than that from it, is ignored by series with the policy LAST
 * @param labels in the order in which they were given
 */
record SeriesOptions(
    long retention,
    long chunkSize,
    boolean compressed,
    DuplicatePolicy policy,
    long ignoreTime,
    double ignoreValue,
    List<Label> labels) {
  private static final int DEFAULT_CHUNK = 4096;

  /** Those of a series that was made without being told how. */
  static final SeriesOptions DEFAULT =
      new SeriesOptions(0, DEFAULT_CHUNK, true, DuplicatePolicy.NONE, 0, 0, List.of());

  /**
   * A label.
   *
   * @param name of the label
   * @param value which is never empty
   */
  record Label(Bytes name, Bytes value) {}

  /** The value of the first label of that name; null if there is none. */
  static @Nullable Bytes value(List<Label> labels, Bytes name) {
    for (Label label : labels) {
      if (label.name().equals(name)) {
        return label.value();
      }
    }
    return null;
  }

  /** The options of a series that a policy makes of one with these. */
  SeriesOptions of(Policy policy, SeriesOptions defaults) {
    List<Label> all = new ArrayList<>(labels);
    all.add(new Label(Bytes.of("aggregation"), Bytes.of(policy.aggregation().title())));
    all.add(new Label(Bytes.of("time_bucket"), Bytes.of(policy.duration())));
    return new SeriesOptions(
        policy.retention(),
        defaults.chunkSize,
        defaults.compressed,
        DuplicatePolicy.NONE,
        0,
        0,
        List.copyOf(all));
  }

  /** These options with the encoding of others: that of a series never changes. */
  SeriesOptions encodedAs(SeriesOptions other) {
    return new SeriesOptions(
        retention, chunkSize, other.compressed, policy, ignoreTime, ignoreValue, labels);
  }
}
