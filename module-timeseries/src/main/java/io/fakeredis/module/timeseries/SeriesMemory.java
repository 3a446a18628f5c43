package io.fakeredis.module.timeseries;

import io.fakeredis.api.Bytes;
import io.fakeredis.api.Feature;
import io.fakeredis.api.Settings;
import java.util.List;

/** How many bytes a series takes, as the module tells: 1.12 adds up what it knows of. */
enum SeriesMemory {
  /** What the allocator has given for a series that knows of no samples to ignore. */
  ALLOCATED(128) {
    @Override
    long of(Series series) {
      return allocated(series);
    }
  },

  /** What the allocator has given. */
  ALLOCATED_WITH_IGNORE(160) {
    @Override
    long of(Series series) {
      return allocated(series);
    }
  },

  /** The pointer to the series, the chunks, the labels and the rules. */
  KNOWN(Long.BYTES) {
    @Override
    long of(Series series) {
      long bytes = header();
      for (Chunk chunk : series.chunks()) {
        bytes += chunk.overhead() + chunk.size();
      }
      for (SeriesOptions.Label label : series.options().labels()) {
        bytes += LABEL + label.name().length() + 1 + label.value().length() + 1;
      }
      bytes += (long) RULE * series.rules().size();
      return bytes;
    }
  };

  private static final Feature COUNTS_WHAT_IS_KNOWN =
      Feature.since("TIMESERIES.memory-of-what-is-known", "7.4");
  private static final Feature ASKS_THE_ALLOCATOR =
      Feature.since("TIMESERIES.memory-as-allocated", "8.0");

  private static final int RULE = 64;
  private static final int LABEL = 2 * Long.BYTES;

  /** A string object, its length and the zero at its end. */
  private static final int STRING = 16 + 3 + 1;

  /** The radix tree of chunks, without its nodes. */
  private static final int TREE = 4 * Long.BYTES;

  /** What the server says that a node of a radix tree takes. */
  private static final int NODE = 4 + 30 * Long.BYTES;

  private final int header;

  SeriesMemory(int header) {
    this.header = header;
  }

  static SeriesMemory of(Settings settings) {
    if (settings.has(ASKS_THE_ALLOCATOR)) {
      return ALLOCATED_WITH_IGNORE;
    }
    return settings.has(COUNTS_WHAT_IS_KNOWN) ? KNOWN : ALLOCATED;
  }

  abstract long of(Series series);

  int header() {
    return header;
  }

  long allocated(Series series) {
    List<SeriesOptions.Label> labels = series.options().labels();
    long bytes = header + TREE + allocated((long) LABEL * labels.size());
    for (SeriesOptions.Label label : labels) {
      bytes += string(label.name()) + string(label.value());
    }
    for (Rule rule : series.rules()) {
      bytes += RULE + rule.aggregation().memory();
    }
    List<Long> times = series.chunks().stream().map(Chunk::firstTime).toList();
    bytes += (long) NODE * nodes(times, 0);
    for (Chunk chunk : series.chunks()) {
      bytes += allocated(chunk.overhead()) + allocated(chunk.size());
    }
    return bytes;
  }

  private static long string(Bytes text) {
    return allocated((long) STRING + text.length());
  }

  /** What the allocator gives: there are four sizes for each power of two, multiples of eight. */
  private static long allocated(long bytes) {
    if (bytes == 0) {
      return 0;
    }
    long step = Math.max(Long.BYTES, Long.highestOneBit(bytes - 1) / 4);
    return (bytes + step - 1) / step * step;
  }

  /**
   * How many nodes of a radix tree the times take from a byte on: one for bytes that all of them
   * have, one where they differ, one at the end of each.
   */
  private static int nodes(List<Long> times, int from) {
    if (from == Long.BYTES) {
      return 1;
    }
    int common = common(times.get(0), times.get(times.size() - 1), from);
    int nodes = common > from ? 1 : 0;
    if (common == Long.BYTES) {
      return nodes + 1;
    }
    nodes++;
    int begin = 0;
    for (int i = 1; i <= times.size(); i++) {
      if (i == times.size() || at(times.get(i), common) != at(times.get(begin), common)) {
        nodes += nodes(times.subList(begin, i), common + 1);
        begin = i;
      }
    }
    return nodes;
  }

  /** The first byte from there on in which the times differ. */
  private static int common(long first, long last, int from) {
    int at = from;
    while (at < Long.BYTES && at(first, at) == at(last, at)) {
      at++;
    }
    return at;
  }

  private static long at(long time, int index) {
    return time >>> (Byte.SIZE * (Long.BYTES - 1 - index)) & 0xff;
  }
}
