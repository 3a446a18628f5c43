package io.fakeredis.module.timeseries;

import static io.fakeredis.api.Flag.MODULE;
import static io.fakeredis.api.Flag.READONLY;
import static io.fakeredis.api.Flag.flags;

import io.fakeredis.api.Args;
import io.fakeredis.api.Bytes;
import io.fakeredis.api.Call;
import io.fakeredis.api.Command;
import io.fakeredis.api.CommandFamily;
import io.fakeredis.api.Database;
import io.fakeredis.api.Errors;
import io.fakeredis.api.Feature;
import io.fakeredis.api.Handler;
import io.fakeredis.api.Keys;
import io.fakeredis.api.Reply;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The commands that find series by their labels. */
final class QueryCommands implements CommandFamily {
  /** The module of Redis 8.0 looks whether the user may read the keys that it finds. */
  private static final Feature CHECKS_ACCESS = Feature.since("TIMESERIES.checks-access", "8.0");

  private static final Feature EXCLUDEEMPTY = Feature.since("TS.MRANGE.EXCLUDEEMPTY", "8.10");

  private static final String FILTER = "FILTER";

  @Override
  public String group() {
    return "module";
  }

  @Override
  public List<Command> commands() {
    return List.of(
        row("TS.QUERYINDEX", Command.ALWAYS, 2, QueryCommands::queryIndex),
        row("TS.QUERYLABELS", SeriesRow.SINCE_8_10, 2, QueryCommands::queryLabels),
        row("TS.MGET", Command.ALWAYS, 3, QueryCommands::mget),
        row("TS.MRANGE", Command.ALWAYS, 4, call -> mrange(call, false)),
        row("TS.MREVRANGE", Command.ALWAYS, 4, call -> mrange(call, true)));
  }

  private static Command row(String name, String since, int least, Handler handler) {
    return SeriesRow.row(
        name, since, least, Integer.MAX_VALUE, Keys.NONE, flags(READONLY, MODULE), handler, "read");
  }

  private static Reply queryIndex(Call call) {
    List<LabelFilter> filters = LabelFilter.parse(call.args(), 1, call.args().count());
    return Reply.bulkSet(LabelIndex.of(call).find(filters));
  }

  private static Reply queryLabels(Call call) {
    Args args = call.args();
    boolean values = args.is(1, "VALUES");
    if (!values && !args.is(1, "LABELS")) {
      throw Errors.error("ERR TSDB: unknown subtype, must be one of LABELS|VALUES");
    }
    if (values && args.count() == 2) {
      throw Errors.arity("ts.querylabels");
    }
    int filter = values ? 3 : 2;
    LabelIndex index = LabelIndex.of(call);
    Collection<Bytes> keys =
        args.count() == filter ? index.keys() : index.find(filters(args, filter));
    Stream<SeriesOptions.Label> labels =
        keys.stream().filter(call::mayRead).flatMap(key -> index.labels(key).stream());
    Stream<Bytes> found =
        values
            ? labels.filter(l -> l.name().equals(args.bytes(2))).map(SeriesOptions.Label::value)
            : labels.map(SeriesOptions.Label::name);
    return Reply.bulkSet(found.collect(Collectors.toCollection(TreeSet::new)));
  }

  private static List<LabelFilter> filters(Args args, int at) {
    if (!args.is(at, FILTER)) {
      throw Errors.error("ERR TSDB: unknown argument, expected FILTER");
    }
    if (args.count() == at + 1) {
      throw Errors.error("ERR TSDB: FILTER given with no filter expressions");
    }
    return LabelFilter.parse(args, at + 1, args.count());
  }

  private static Reply mget(Call call) {
    Args args = call.args();
    int filter = OptionParser.find(args, FILTER);
    if (filter < 0) {
      throw Errors.arity("ts.mget");
    }
    LabelChoice choice = LabelChoice.parse(args);
    List<LabelFilter> filters = LabelFilter.parse(args, filter + 1, args.count());
    boolean latest = OptionParser.find(args, "LATEST") >= 0;
    SeriesReplies replies = new SeriesReplies();
    for (Map.Entry<Bytes, Series> entry : find(call, filters).entrySet()) {
      Series series = entry.getValue();
      replies.add(
          Reply.bulk(entry.getKey()),
          choice.of(series.options().labels()),
          List.of(),
          ReadingCommands.last(call, series, latest));
    }
    return replies.reply();
  }

  /** The series of the selected database that the filters let pass, in the order of their keys. */
  private static Map<Bytes, Series> find(Call call, List<LabelFilter> filters) {
    Collection<Bytes> keys = LabelIndex.of(call).find(filters);
    if (call.has(CHECKS_ACCESS) && !keys.stream().allMatch(call::mayRead)) {
      throw Errors.error(
          "NOPERM TSDB: current user doesn't have read permission to one or more keys that match"
              + " the specified filter");
    }
    Map<Bytes, Series> found = new LinkedHashMap<>();
    for (Bytes key : keys) {
      Database.Stored stored = call.db().read(key);
      if (stored != null && stored.value() instanceof Series series) {
        found.put(key, series);
      }
    }
    return found;
  }

  private static Reply mrange(Call call, boolean reverse) {
    Args args = call.args();
    RangeQuery query = RangeParser.parse(call, 1);
    int filter = OptionParser.find(args, FILTER);
    if (filter < 0) {
      throw Errors.error("ERR TSDB: missing FILTER argument");
    }
    LabelChoice choice = LabelChoice.parse(args);
    int group = OptionParser.find(args, "GROUPBY");
    if (group >= 0 && group < filter) {
      throw Errors.error("ERR TSDB: GROUPBY should always come after filter");
    }
    int end = group < 0 ? args.count() : group;
    if (end == filter + 1) {
      throw Errors.error("ERR TSDB: missing labels for filter argument");
    }
    List<LabelFilter> filters = LabelFilter.parse(args, filter + 1, end);
    Grouping grouping = group < 0 ? null : grouping(call, group, query);
    Map<Bytes, Series> found = find(call, filters);
    return grouping == null
        ? ranges(call, found, query, choice, reverse)
        : grouping.reply(call, found, query, choice, reverse);
  }

  private static Grouping grouping(Call call, int at, RangeQuery query) {
    Grouping grouping = Grouping.parse(call, at);
    RangeQuery.Buckets buckets = query.buckets();
    if (buckets != null && buckets.aggregations().size() > 1) {
      throw Errors.error("ERR TSDB: GROUPBY is not allowed with multiple aggregators");
    }
    if (excludesEmpty(call)) {
      throw Errors.error("ERR TSDB: EXCLUDEEMPTY is not allowed with GROUPBY");
    }
    return grouping;
  }

  private static Reply ranges(
      Call call, Map<Bytes, Series> found, RangeQuery query, LabelChoice choice, boolean reverse) {
    SeriesReplies replies = new SeriesReplies();
    boolean excludesEmpty = excludesEmpty(call);
    List<Reply> about =
        List.of(Reply.map(Reply.bulk("aggregators"), Reply.array(aggregators(query.buckets()))));
    for (Map.Entry<Bytes, Series> entry : found.entrySet()) {
      Series series = entry.getValue();
      List<Row> rows = ReadingCommands.rows(call, series, query, reverse);
      if (excludesEmpty && rows.isEmpty()) {
        continue;
      }
      replies.add(
          Reply.bulk(entry.getKey()),
          choice.of(series.options().labels()),
          about,
          Row.replies(call, rows));
    }
    return replies.reply();
  }

  private static boolean excludesEmpty(Call call) {
    return call.has(EXCLUDEEMPTY) && OptionParser.find(call.args(), "EXCLUDEEMPTY") >= 0;
  }

  private static List<Reply> aggregators(RangeQuery.@Nullable Buckets buckets) {
    List<Reply> names = new ArrayList<>();
    if (buckets != null) {
      buckets.aggregations().forEach(a -> names.add(Reply.bulk(a.word())));
    }
    return names;
  }
}
