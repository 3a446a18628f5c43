package io.fakeredis.module.timeseries;

import io.fakeredis.api.Args;
import io.fakeredis.api.Bytes;
import io.fakeredis.api.Call;
import io.fakeredis.api.Errors;
import io.fakeredis.api.Reply;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Makes one series of all that have the same value of a label.
 *
 * @param label whose value they have in common
 * @param reducer what becomes of the values at one time
 */
record Grouping(Bytes label, Aggregation reducer) {
  private static final int WORDS = 4;

  /** What GROUPBY says, which must be the end of the call. */
  static Grouping parse(Call call, int at) {
    Args args = call.args();
    int reduce = OptionParser.find(args, "REDUCE");
    if (reduce < 0 || args.count() - at != WORDS) {
      throw Errors.arity(args.text(0));
    }
    Aggregation reducer = Aggregation.find(args.bytes(reduce + 1), call.profile());
    if (reducer == null || !reducer.reduces()) {
      throw Errors.error("ERR TSDB: Invalid reducer type");
    }
    return new Grouping(args.bytes(at + 1), reducer);
  }

  /** What there is to tell of the groups, in the order of the label's values. */
  Reply reply(
      Call call, Map<Bytes, Series> found, RangeQuery query, LabelChoice choice, boolean reverse) {
    Map<Bytes, Map<Bytes, Series>> groups = new TreeMap<>();
    found.forEach(
        (key, series) -> {
          Bytes value = SeriesOptions.value(series.options().labels(), label);
          if (value != null) {
            groups.computeIfAbsent(value, v -> new TreeMap<>()).put(key, series);
          }
        });
    SeriesReplies replies = new SeriesReplies();
    groups.forEach(
        (value, group) -> {
          List<Sample> samples = reduce(call, group, query);
          if (reverse) {
            Collections.reverse(samples);
          }
          replies.add(
              Reply.bulk(joined(List.of(label, value), '=')),
              labels(value, group, choice),
              about(group),
              Row.replies(call, Row.of(samples.stream().limit(query.count()).toList())));
        });
    return replies.reply();
  }

  /** The samples of all series of a group, oldest first. */
  private List<Sample> reduce(Call call, Map<Bytes, Series> group, RangeQuery query) {
    Map<Long, Tally> tallies = new TreeMap<>();
    for (Series series : group.values()) {
      for (Sample sample : ReadingCommands.run(call, series, query.unlimited(), false)) {
        tallies.computeIfAbsent(sample.time(), t -> tally(call)).add(sample);
      }
    }
    List<Sample> samples = new ArrayList<>();
    tallies.forEach((time, tally) -> samples.add(new Sample(time, tally.result())));
    return samples;
  }

  private Tally tally(Call call) {
    return call.has(Aggregation.NOT_A_NUMBER) ? reducer.tally(0, 0) : reducer.tallyOfAll();
  }

  /** RESP2 tells in labels of what RESP3 tells beside them. */
  private Reply labels(Bytes value, Map<Bytes, Series> group, LabelChoice choice) {
    SeriesOptions.Label common = new SeriesOptions.Label(label, value);
    List<SeriesOptions.Label> all =
        List.of(
            common,
            new SeriesOptions.Label(Bytes.of("__reducer__"), Bytes.of(reducer.word())),
            new SeriesOptions.Label(Bytes.of("__source__"), joined(group.keySet(), ',')));
    return Reply.byProtocol(choice.of(all), choice.of(List.of(common)));
  }

  private List<Reply> about(Map<Bytes, Series> group) {
    return List.of(
        Reply.map(Reply.bulk("reducers"), Reply.array(Reply.bulk(reducer.word()))),
        Reply.map(Reply.bulk("sources"), Reply.bulks(group.keySet())));
  }

  private static Bytes joined(Iterable<Bytes> parts, char separator) {
    ByteArrayOutputStream joined = new ByteArrayOutputStream();
    for (Bytes part : parts) {
      if (joined.size() > 0) {
        joined.write(separator);
      }
      joined.writeBytes(part.toArray());
    }
    return Bytes.wrap(joined.toByteArray());
  }
}
