package io.fakeredis.module.timeseries;

import static io.fakeredis.api.Flag.MODULE;
import static io.fakeredis.api.Flag.READONLY;
import static io.fakeredis.api.Flag.flags;
import static io.fakeredis.module.timeseries.SeriesRow.row;

import io.fakeredis.api.Args;
import io.fakeredis.api.Call;
import io.fakeredis.api.Command;
import io.fakeredis.api.CommandFamily;
import io.fakeredis.api.Errors;
import io.fakeredis.api.Flag;
import io.fakeredis.api.Reply;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The commands that read one series. */
final class ReadingCommands implements CommandFamily {
  private static final Set<Flag> READING = flags(READONLY, MODULE);

  @Override
  public String group() {
    return "module";
  }

  @Override
  public List<Command> commands() {
    int any = Integer.MAX_VALUE;
    return List.of(
        row("TS.GET", 2, 3, READING, ReadingCommands::get, "read", "fast"),
        row("TS.INFO", 2, 3, READING, ReadingCommands::info, "read", "fast"),
        row("TS.RANGE", 4, any, READING, call -> range(call, false), "read"),
        row("TS.REVRANGE", 4, any, READING, call -> range(call, true), "read"));
  }

  private static Reply get(Call call) {
    Args args = call.args();
    Series series = SeriesType.existing(call, args.bytes(1));
    if (args.count() > 2 && !args.is(2, "LATEST")) {
      throw Errors.error("ERR TSDB: wrong 3rd argument");
    }
    return last(call, series, args.count() > 2);
  }

  /**
   * The newest sample.
   *
   * @param latest whether that may be a bucket which has not ended yet
   */
  static Reply last(Call call, Series series, boolean latest) {
    Sample open = latest ? Compaction.latest(call.db(), series) : null;
    Sample last = open == null ? series.last() : open;
    return last == null ? Reply.array() : SeriesNumbers.sample(call, last);
  }

  private static Reply info(Call call) {
    Series series = SeriesType.existing(call, call.args().bytes(1));
    Compaction.dropDeadRules(call.db(), series);
    return InfoReply.of(call, series, OptionParser.find(call.args(), "DEBUG") > 0);
  }

  private static Reply range(Call call, boolean reverse) {
    Series series = SeriesType.existing(call, call.args().bytes(1));
    RangeQuery query = RangeParser.parse(call, 2);
    return Row.replies(call, rows(call, series, query, reverse));
  }

  /** The samples or buckets that the query asks for, oldest or newest first. */
  static List<Sample> run(Call call, Series series, RangeQuery query, boolean reverse) {
    boolean fills = call.has(RangeRun.FILLS_GAPS);
    Sample latest = Compaction.latest(call.db(), series, query);
    return RangeRun.run(series, latest, query, reverse, fills);
  }

  /** The same, with all that is told of a bucket. */
  static List<Row> rows(Call call, Series series, RangeQuery query, boolean reverse) {
    RangeQuery.Buckets buckets = query.buckets();
    if (buckets == null) {
      return Row.of(run(call, series, query, reverse));
    }
    List<List<Sample>> columns = new ArrayList<>();
    for (Aggregation aggregation : buckets.aggregations()) {
      columns.add(run(call, series, query.with(buckets.only(aggregation)), reverse));
    }
    return Row.join(columns, reverse, query.count());
  }
}
