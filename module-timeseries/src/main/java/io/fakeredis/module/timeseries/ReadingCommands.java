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
        row("TS.RANGE", 4, any, READING, call -> range(call, false), "read"),
        row("TS.REVRANGE", 4, any, READING, call -> range(call, true), "read"));
  }

  private static Reply get(Call call) {
    Args args = call.args();
    Series series = SeriesType.existing(call, args.bytes(1));
    if (args.count() > 2 && !args.is(2, "LATEST")) {
      throw Errors.error("ERR TSDB: wrong 3rd argument");
    }
    Sample last = series.last();
    return last == null ? Reply.array() : SeriesNumbers.sample(call, last);
  }

  private static Reply range(Call call, boolean reverse) {
    Series series = SeriesType.existing(call, call.args().bytes(1));
    RangeQuery query = RangeParser.parse(call.args());
    return Reply.array(
        RangeRun.run(series, query, reverse).stream()
            .map(sample -> SeriesNumbers.sample(call, sample))
            .toList());
  }
}
