package io.fakeredis.module.timeseries;

import static io.fakeredis.api.Flag.MODULE;
import static io.fakeredis.api.Flag.MOVABLEKEYS;
import static io.fakeredis.api.Flag.READONLY;
import static io.fakeredis.api.Flag.flags;

import io.fakeredis.api.Args;
import io.fakeredis.api.Call;
import io.fakeredis.api.Command;
import io.fakeredis.api.CommandFamily;
import io.fakeredis.api.Errors;
import io.fakeredis.api.Handler;
import io.fakeredis.api.Keys;
import io.fakeredis.api.Numbers;
import io.fakeredis.api.Reply;
import java.util.ArrayList;
import java.util.List;

/** The commands of Redis 8.10 that join the samples of several keys by their times. */
final class JoiningCommands implements CommandFamily {
  private static final int FEWEST = 5;

  /** The command, the number of keys, and the two times. */
  private static final int BESIDE_KEYS = 4;

  private static final int FIRST_KEY = 2;

  @Override
  public String group() {
    return "module";
  }

  @Override
  public List<Command> commands() {
    return List.of(
        row("TS.NRANGE", call -> range(call, false)),
        row("TS.NREVRANGE", call -> range(call, true)));
  }

  private static Command row(String name, Handler handler) {
    return SeriesRow.row(
        name,
        SeriesRow.SINCE_8_10,
        FEWEST,
        Integer.MAX_VALUE,
        Keys.numkeys(1),
        flags(READONLY, MODULE, MOVABLEKEYS),
        handler,
        "read");
  }

  private static Reply range(Call call, boolean reverse) {
    int keys = keys(call.args());
    if (keys > 1) {
      Window.parse(call, keys); // its errors come first, with a single key they come later
    }
    RangeQuery query = RangeParser.parse(call, FIRST_KEY + keys, keys);
    List<Series> all = new ArrayList<>();
    for (int i = 0; i < keys; i++) {
      all.add(SeriesType.existing(call, call.args().bytes(FIRST_KEY + i)));
    }
    List<Row> rows = Row.join(columns(call, all, query, reverse), reverse, query.count());
    return Reply.array(rows.stream().map(row -> row.nested(call)).toList());
  }

  /** What is told of each series: its samples, or the results of each aggregation. */
  private static List<List<Sample>> columns(
      Call call, List<Series> all, RangeQuery query, boolean reverse) {
    Window window = Window.parse(call, all.size());
    RangeQuery.Buckets buckets = query.buckets();
    List<List<Sample>> columns = new ArrayList<>();
    for (int i = 0; i < all.size(); i++) {
      if (window == null || buckets == null) {
        columns.add(ReadingCommands.run(call, all.get(i), query, reverse));
      } else {
        for (Aggregation aggregation : window.aggregations().get(i)) {
          RangeQuery one = query.with(buckets.only(aggregation));
          columns.add(ReadingCommands.run(call, all.get(i), one, reverse));
        }
      }
    }
    return columns;
  }

  private static int keys(Args args) {
    if (!Numbers.isLong(args.bytes(1)) || args.integer(1) <= 0) {
      throw Errors.error("ERR TSDB: numkeys must be a positive integer");
    }
    if (args.integer(1) > args.count() - BESIDE_KEYS) {
      throw Errors.arity(args.text(0));
    }
    return (int) args.integer(1);
  }
}
