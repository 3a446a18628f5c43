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
import io.fakeredis.api.CommandFamily;
import io.fakeredis.api.Errors;
import io.fakeredis.api.Numbers;
import io.fakeredis.api.Reply;
import java.util.List;

/** The commands that make rules. */
final class RuleCommands implements CommandFamily {
  private static final int CREATE_WORDS = 6;

  @Override
  public String group() {
    return "module";
  }

  @Override
  public List<Command> commands() {
    return List.of(
        row(
            "TS.CREATERULE",
            CREATE_WORDS,
            CREATE_WORDS + 1,
            flags(WRITE, DENYOOM, MODULE),
            RuleCommands::createRule,
            "write"),
        row(
            "TS.DELETERULE",
            3,
            3,
            flags(WRITE, MODULE),
            RuleCommands::deleteRule,
            "write",
            "fast"));
  }

  private static Reply createRule(Call call) {
    Args args = call.args();
    Window window = Window.parse(call);
    if (window == null) {
      throw Errors.arity("ts.createrule");
    }
    Aggregation aggregation = window.only();
    if (aggregation == null) {
      throw Errors.error("ERR TSDB: CREATERULE requires exactly one aggregation type");
    }
    long alignment = alignment(args, window);
    Bytes from = args.bytes(1);
    Bytes to = args.bytes(2);
    if (from.equals(to)) {
      throw Errors.error("ERR TSDB: the source key and destination key should be different");
    }
    link(call, from, new Rule(to, aggregation, window.duration(), alignment));
    call.db().changed(from, "ts.createrule:src");
    call.db().changed(to, "ts.createrule:dest");
    return Reply.OK;
  }

  private static void link(Call call, Bytes from, Rule rule) {
    Series source = linked(call, from);
    check(source.source() == null, "source key already has a source");
    Series destination = linked(call, rule.destination());
    check(destination.rules().isEmpty(), "destination key already has a dst");
    check(destination.source() == null, "destination key already has a src");
    destination.setSource(from);
    source.rules().add(rule);
  }

  private static long alignment(Args args, Window window) {
    int at = window.at() + 3;
    if (at >= args.count()) {
      return 0;
    }
    if (!Numbers.isLong(args.bytes(at)) || args.integer(at) < 0) {
      throw OptionParser.unreadable("alignTimestamp");
    }
    return args.integer(at);
  }

  /** The series under the key, which must exist, without rules whose other end is gone. */
  private static Series linked(Call call, Bytes key) {
    Series series = SeriesType.existing(call, key);
    Compaction.dropDeadRules(call.db(), series);
    return series;
  }

  private static void check(boolean sound, String problem) {
    if (!sound) {
      throw Errors.error("ERR TSDB: the " + problem + " rule");
    }
  }

  private static Reply deleteRule(Call call) {
    Bytes from = call.args().bytes(1);
    Bytes to = call.args().bytes(2);
    Series source = linked(call, from);
    if (!source.rules().removeIf(rule -> rule.destination().equals(to))) {
      throw Errors.error("ERR TSDB: compaction rule does not exist");
    }
    SeriesType.existing(call, to).setSource(null);
    call.db().changed(from, "ts.deleterule:src");
    call.db().changed(to, "ts.deleterule:dest");
    return Reply.OK;
  }
}
