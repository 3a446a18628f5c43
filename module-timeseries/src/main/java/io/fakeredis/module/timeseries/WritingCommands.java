package io.fakeredis.module.timeseries;

import static io.fakeredis.api.Flag.DENYOOM;
import static io.fakeredis.api.Flag.MODULE;
import static io.fakeredis.api.Flag.WRITE;
import static io.fakeredis.api.Flag.flags;
import static io.fakeredis.module.timeseries.SeriesRow.row;

import io.fakeredis.api.Args;
import io.fakeredis.api.Bytes;
import io.fakeredis.api.Call;
import io.fakeredis.api.Command;
import io.fakeredis.api.CommandException;
import io.fakeredis.api.CommandFamily;
import io.fakeredis.api.Database;
import io.fakeredis.api.Doubles;
import io.fakeredis.api.Errors;
import io.fakeredis.api.Feature;
import io.fakeredis.api.Flag;
import io.fakeredis.api.Keys;
import io.fakeredis.api.Numbers;
import io.fakeredis.api.Reply;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The commands that change a series. */
final class WritingCommands implements CommandFamily {
  /** The module of Redis 8.2 wants a number that is a number to its end. */
  private static final Feature WHOLE_NUMBERS = Feature.since("TIMESERIES.whole-numbers", "8.2");

  private static final Set<Flag> GROWING = flags(WRITE, DENYOOM, MODULE);
  private static final Set<Flag> SHRINKING = flags(WRITE, MODULE);
  private static final int ANY = Integer.MAX_VALUE;

  /** The event of every attempt to add a sample. */
  private static final String ADDED = "ts.add";

  private static final int TRIPLE = 3;

  private static final String REFUSED =
      "ERR TSDB: Error at upsert, update is not supported when DUPLICATE_POLICY is set to BLOCK"
          + " mode";
  private static final String REFUSED_NUMBERS =
      REFUSED + ", or either current or new value is NaN and DUPLICATE_POLICY is MAX/MIN/SUM";

  @Override
  public String group() {
    return "module";
  }

  @Override
  public List<Command> commands() {
    return List.of(
        row("TS.CREATE", 2, ANY, GROWING, WritingCommands::create, "write", "fast"),
        row("TS.ALTER", 2, ANY, GROWING, WritingCommands::alter, "write"),
        row("TS.ADD", 4, ANY, GROWING, WritingCommands::add, "write"),
        row(
            "TS.MADD",
            Command.ALWAYS,
            4,
            ANY,
            Keys.keys(1, -1, 3),
            GROWING,
            WritingCommands::madd,
            "write"),
        row("TS.INCRBY", 3, ANY, GROWING, call -> increase(call, 1), "write"),
        row("TS.DECRBY", 3, ANY, GROWING, call -> increase(call, -1), "write"),
        row("TS.DEL", 4, 4, SHRINKING, WritingCommands::del, "write"));
  }

  private static Reply create(Call call) {
    Bytes key = call.args().bytes(1);
    SeriesOptions options = OptionParser.parse(call, Defaults.of(call.settings()));
    if (call.db().exists(key)) {
      throw Errors.error("ERR TSDB: key already exists");
    }
    make(call, key, options, "ts.create");
    return Reply.OK;
  }

  private static Series make(Call call, Bytes key, SeriesOptions options, @Nullable String event) {
    Series series = new Series(options);
    call.db().put(key, SeriesType.TYPE, series, event);
    LabelIndex.of(call).put(key, options.labels());
    return series;
  }

  /** Makes a series as the call says, and what the configuration wants to be made of such. */
  private static Series makeWithRules(Call call, Bytes key) {
    SeriesOptions defaults = Defaults.of(call.settings());
    Series series = make(call, key, OptionParser.parse(call, defaults), null);
    for (Policy policy : Defaults.policies(call.settings())) {
      Bytes destination = policy.key(key);
      if (!call.db().exists(destination)) {
        SeriesOptions options = series.options().of(policy, defaults);
        make(call, destination, options, null).setSource(key);
        series.rules().add(policy.rule(destination));
      }
    }
    return series;
  }

  private static Reply alter(Call call) {
    Bytes key = call.args().bytes(1);
    OptionParser.parse(call, SeriesOptions.DEFAULT);
    Series series = SeriesType.existing(call, key);
    SeriesOptions before = series.options();
    SeriesOptions changed = OptionParser.parse(call, before);
    series.setOptions(changed.encodedAs(before));
    LabelIndex.of(call).put(key, changed.labels());
    call.db().changed(key, "ts.alter");
    return Reply.OK;
  }

  private static Reply add(Call call) {
    try {
      return addSample(call);
    } catch (CommandException e) {
      call.db().event(call.args().bytes(1), ADDED);
      throw e;
    }
  }

  private static Reply addSample(Call call) {
    Args args = call.args();
    Bytes key = args.bytes(1);
    Sample sample = sample(call, 2);
    Database.Stored stored = call.db().read(key);
    Series series;
    DuplicatePolicy policy;
    if (stored == null) {
      series = makeWithRules(call, key);
      policy = series.options().policy();
      if (!call.has(OptionParser.IGNORE)) {
        policy = OptionParser.policy(args, "ON_DUPLICATE", policy);
      }
    } else {
      series = series(stored);
      policy = OptionParser.policy(args, "ON_DUPLICATE", series.options().policy());
    }
    return put(call, key, series, sample, policy, ADDED);
  }

  private static Series series(Database.@Nullable Stored stored) {
    if (stored != null && stored.value() instanceof Series series) {
      return series;
    }
    throw Errors.error("ERR TSDB: the key is not a TSDB key");
  }

  /** The sample whose time stands there, and whose value behind it. */
  private static Sample sample(Call call, int at) {
    Bytes text = call.args().bytes(at + 1);
    double value = SeriesNumbers.parse(text, call.has(WHOLE_NUMBERS));
    if (Double.isNaN(value)
        && !(call.has(Aggregation.NOT_A_NUMBER) && SeriesNumbers.isNoNumber(text))) {
      throw Errors.error("ERR TSDB: invalid value");
    }
    return new Sample(time(call, call.args().bytes(at)), value);
  }

  private static long time(Call call, Bytes word) {
    if (word.is("*")) {
      return call.now();
    }
    if (!Numbers.isLong(word)) {
      throw Errors.error("ERR TSDB: invalid timestamp");
    }
    long time = Numbers.toLong(word);
    if (time < 0) {
      throw Errors.error("ERR TSDB: invalid timestamp, must be a nonnegative integer");
    }
    return time;
  }

  private static Reply put(
      Call call, Bytes key, Series series, Sample sample, DuplicatePolicy policy, String event) {
    Reply reply = put(call, series, sample, policy);
    if (reply instanceof Reply.Error) {
      call.db().event(key, event);
    } else {
      call.db().changed(key, event);
    }
    return reply;
  }

  private static Reply put(Call call, Series series, Sample sample, DuplicatePolicy told) {
    DuplicatePolicy policy =
        told == DuplicatePolicy.NONE ? Defaults.duplicates(call.settings()) : told;
    if (series.isTooOld(sample.time())) {
      return Reply.error("ERR TSDB: Timestamp is older than retention");
    }
    Sample last = series.last();
    if (last != null
        && policy == DuplicatePolicy.LAST
        && call.has(OptionParser.IGNORE)
        && isIgnored(series.options(), last, sample)) {
      return Reply.integer(last.time());
    }
    if (!series.put(sample, policy)) {
      return Reply.error(call.has(Aggregation.NOT_A_NUMBER) ? REFUSED_NUMBERS : REFUSED);
    }
    compact(call, series, sample, last);
    return Reply.integer(sample.time());
  }

  private static void compact(Call call, Series series, Sample sample, @Nullable Sample previous) {
    if (series.rules().isEmpty()) {
      return;
    }
    Compaction compaction = Compaction.of(call.db(), series);
    if (previous == null || sample.time() > previous.time()) {
      compaction.appended(sample, previous);
    } else {
      compaction.updated(sample.time());
    }
  }

  private static boolean isIgnored(SeriesOptions options, Sample last, Sample sample) {
    return sample.time() >= last.time()
        && sample.time() - last.time() <= options.ignoreTime()
        && Math.abs(sample.value() - last.value()) <= options.ignoreValue();
  }

  private static Reply madd(Call call) {
    Args args = call.args();
    if (args.count() % TRIPLE != 1) {
      throw Errors.arity("ts.madd");
    }
    List<Reply> replies = new ArrayList<>();
    for (int i = 1; i < args.count(); i += TRIPLE) {
      replies.add(addOne(call, i));
    }
    return Reply.array(replies);
  }

  private static Reply addOne(Call call, int at) {
    Bytes key = call.args().bytes(at);
    try {
      Sample sample = sample(call, at + 1);
      Series series = series(call.db().read(key));
      return put(call, key, series, sample, series.options().policy(), ADDED);
    } catch (CommandException e) {
      call.db().event(key, ADDED);
      return e.reply();
    }
  }

  private static Reply increase(Call call, int sign) {
    Args args = call.args();
    Bytes key = args.bytes(1);
    Series series = SeriesType.find(call, key);
    if (series == null) {
      series = makeWithRules(call, key);
    }
    double increment = Doubles.parse(args.bytes(2));
    if (Double.isNaN(increment)) {
      throw Errors.error("ERR TSDB: invalid increase/decrease value");
    }
    Sample last = series.last();
    long time = increaseTime(call);
    if (last != null && time < last.time()) {
      throw Errors.error(
          "TSDB: timestamp must be equal to or higher than the maximum existing timestamp");
    }
    double before = last == null ? 0 : last.value();
    if (Double.isNaN(before)) {
      throw Errors.error("ERR TSDB: cannot increment/decrement NaN value");
    }
    Sample sample = new Sample(time, before + sign * increment);
    String event = sign > 0 ? "ts.incrby" : "ts.decrby";
    return put(call, key, series, sample, DuplicatePolicy.LAST, event);
  }

  private static long increaseTime(Call call) {
    Args args = call.args();
    int at = OptionParser.find(args, "TIMESTAMP");
    if (at < 0) {
      return call.now();
    }
    if (at + 1 == args.count()) {
      throw Errors.error("ERR TSDB: invalid timestamp");
    }
    return time(call, args.bytes(at + 1));
  }

  private static Reply del(Call call) {
    Args args = call.args();
    long from = TimeRange.from(args.bytes(2));
    long to = TimeRange.to(args.bytes(3));
    Bytes key = args.bytes(1);
    Series series = SeriesType.existing(call, key);
    Compaction compaction = Compaction.of(call.db(), series);
    compaction.checkRemoval(from);
    Sample last = series.last();
    int removed = series.remove(from, to);
    compaction.removed(from, to, last == null ? 0 : last.time());
    call.db().changed(key, "ts.del");
    return Reply.integer(removed);
  }
}
