package io.fakeredis.core.control;

import static io.fakeredis.api.Command.command;
import static io.fakeredis.api.Command.container;
import static io.fakeredis.api.Flag.ADMIN;
import static io.fakeredis.api.Flag.LOADING;
import static io.fakeredis.api.Flag.STALE;
import static io.fakeredis.api.Flag.flags;
import static io.fakeredis.api.Keys.NONE;
import static io.fakeredis.core.engine.ServerCall.server;

import io.fakeredis.api.Bytes;
import io.fakeredis.api.Command;
import io.fakeredis.api.CommandFamily;
import io.fakeredis.api.Errors;
import io.fakeredis.api.Feature;
import io.fakeredis.api.HelpText;
import io.fakeredis.api.Numbers;
import io.fakeredis.api.Reply;
import io.fakeredis.core.engine.ServerCall;
import java.util.ArrayList;
import java.util.List;

/** SLOWLOG, which tells of the calls that took long. */
final class SlowlogCommands implements CommandFamily {
  private static final Feature COUNT_IS_CHECKED = Feature.since("SLOWLOG GET.count-checked", "7.0");
  private static final Feature WORD_COUNT = Feature.since("SLOWLOG GET.word-count", "8.10");
  private static final int DEFAULT_COUNT = 10;
  private static final HelpText HELP_TEXT =
      HelpText.of("SLOWLOG")
          .oldLine(
              "GET [count] -- Return top entries from the slowlog (default: 10)."
                  + "    Entries are made of:")
          .oldLine(
              "    id, timestamp, time in microseconds, arguments array, client IP and port,"
                  + " client name")
          .oldLine("LEN -- Return the length of the slowlog.")
          .oldLine("RESET -- Reset the slowlog.")
          .lineUntil(
              COUNT_IS_CHECKED,
              "GET [<count>]",
              "Return top <count> entries from the slowlog (default: 10). Entries are",
              "made of:",
              "id, timestamp, time in microseconds, arguments array, client IP and port,",
              "client name")
          .line(
              COUNT_IS_CHECKED,
              "GET [<count>]",
              "Return top <count> entries from the slowlog (default: 10, -1 mean all).",
              "Entries are made of:",
              "id, timestamp, time in microseconds, arguments array, client IP and port,",
              "client name")
          .line("LEN", "Return the length of the slowlog.")
          .line("RESET", "Reset the slowlog.");

  @Override
  public String group() {
    return "server";
  }

  @Override
  public List<Command> commands() {
    return List.of(
        container(
            "SLOWLOG",
            "2.2.12",
            row("SLOWLOG GET", -2, SlowlogCommands::get),
            row("SLOWLOG LEN", 2, SlowlogCommands::len),
            row("SLOWLOG RESET", 2, SlowlogCommands::reset),
            command("SLOWLOG HELP", "2.2.12", 2, NONE, flags(LOADING, STALE), HELP_TEXT::reply)));
  }

  private static Command row(String name, int arity, ServerCall.ServerHandler handler) {
    return command(name, "2.2.12", arity, NONE, flags(ADMIN, LOADING, STALE), server(handler));
  }

  private static Reply get(ServerCall call) {
    if (call.args().count() > 3) {
      throw Errors.wrongSubcommand(call);
    }
    long count = call.args().count() == 3 ? count(call, call.args().bytes(2)) : DEFAULT_COUNT;
    return entries(CallLogs.of(call.engine()).slow(), count, call);
  }

  /** So many entries of a log, all of them if the count is negative. */
  static Reply entries(CallLog log, long count, ServerCall call) {
    List<Reply> entries = new ArrayList<>();
    for (CallLog.Entry entry : log.entries()) {
      if (count >= 0 && entries.size() >= count) {
        break;
      }
      entries.add(entry(entry, call));
    }
    return Reply.array(entries);
  }

  static long count(ServerCall call, Bytes word) {
    if (!call.has(COUNT_IS_CHECKED)) {
      return Numbers.parseLong(word);
    }
    if (!Numbers.isLong(word) || Numbers.toLong(word) < -1) {
      throw Errors.error("ERR count should be greater than or equal to -1");
    }
    return Numbers.toLong(word);
  }

  private static Reply entry(CallLog.Entry entry, ServerCall call) {
    List<Reply> items = new ArrayList<>();
    items.add(Reply.integer(entry.id()));
    items.add(Reply.integer(entry.seconds()));
    items.add(Reply.integer(entry.figure()));
    items.add(Reply.bulks(entry.words()));
    items.add(Reply.bulk(entry.address()));
    items.add(Reply.bulk(entry.clientName()));
    if (call.has(WORD_COUNT)) {
      items.add(Reply.integer(entry.count()));
    }
    return Reply.array(items);
  }

  private static Reply len(ServerCall call) {
    return Reply.integer(CallLogs.of(call.engine()).slow().entries().size());
  }

  private static Reply reset(ServerCall call) {
    CallLogs.of(call.engine()).slow().clear();
    return Reply.OK;
  }
}
