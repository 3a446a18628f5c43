package io.fakeredis.module.timeseries;

import io.fakeredis.api.Call;
import io.fakeredis.api.Reply;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What there is to tell of a time: a value, or one for each aggregation.
 *
 * @param time in milliseconds
 * @param values in the order in which they were asked for
 */
record Row(long time, List<Double> values) {

  /** Rows of one value each. */
  static List<Row> of(List<Sample> samples) {
    return samples.stream().map(s -> new Row(s.time(), List.of(s.value()))).toList();
  }

  /**
   * Joins what there is to tell of the same times; what is missing is not a number.
   *
   * @param most how many rows
   */
  static List<Row> join(List<List<Sample>> columns, boolean reverse, long most) {
    if (columns.size() == 1) {
      return of(columns.get(0));
    }
    Comparator<Long> order = Comparator.naturalOrder();
    Map<Long, Double[]> rows = new TreeMap<>(reverse ? order.reversed() : order);
    for (int i = 0; i < columns.size(); i++) {
      for (Sample sample : columns.get(i)) {
        rows.computeIfAbsent(sample.time(), t -> empty(columns.size()))[i] = sample.value();
      }
    }
    return rows.entrySet().stream()
        .limit(most)
        .map(row -> new Row(row.getKey(), Arrays.asList(row.getValue())))
        .toList();
  }

  private static Double[] empty(int width) {
    Double[] values = new Double[width];
    Arrays.fill(values, Double.NaN);
    return values;
  }

  /** A list of the time and the values. */
  static Reply replies(Call call, List<Row> rows) {
    return Reply.array(rows.stream().map(row -> row.reply(call)).toList());
  }

  private Reply reply(Call call) {
    List<Reply> parts = new ArrayList<>();
    parts.add(Reply.integer(time));
    values.forEach(value -> parts.add(SeriesNumbers.value(call, value)));
    return Reply.array(parts);
  }

  /** The time and a list of the values. */
  Reply nested(Call call) {
    List<Reply> parts = values.stream().map(v -> SeriesNumbers.value(call, v)).toList();
    return Reply.array(Reply.integer(time), Reply.array(parts));
  }
}
