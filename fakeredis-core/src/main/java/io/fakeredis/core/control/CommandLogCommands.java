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
import io.fakeredis.api.Reply;
import io.fakeredis.core.engine.ServerCall;
import java.util.List;

/** COMMANDLOG, which tells of calls that took long, and of large requests and replies. */
final class CommandLogCommands implements CommandFamily {
  private static final String SINCE = "valkey 8.1";

  /** Whether a server has the log. */
  static final Feature COMMANDLOG = Feature.since("COMMANDLOG", SINCE);

  private static final HelpText HELP_TEXT =
      HelpText.of("COMMANDLOG")
          .line(
              "GET <count> <type>",
              "Return top <count> entries of the specified <type> from the commandlog (-1 mean"
                  + " all).",
              "Entries are made of:",
              "id, timestamp,",
              "    time in microseconds for type of slow,",
              "    or size in bytes for type of large-request,",
              "    or size in bytes for type of large-reply",
              "arguments array, client IP and port,",
              "client name")
          .line("LEN <type>", "Return the length of the specified type of commandlog.")
          .line("RESET <type>", "Reset the specified type of commandlog.");

  @Override
  public String group() {
    return "server";
  }

  @Override
  public List<Command> commands() {
    return List.of(
        container(
            "COMMANDLOG",
            SINCE,
            row("COMMANDLOG GET", 4, CommandLogCommands::get),
            row("COMMANDLOG LEN", 3, CommandLogCommands::len),
            row("COMMANDLOG RESET", 3, CommandLogCommands::reset),
            command("COMMANDLOG HELP", SINCE, 2, NONE, flags(LOADING, STALE), HELP_TEXT::reply)));
  }

  private static Command row(String name, int arity, ServerCall.ServerHandler handler) {
    return command(name, SINCE, arity, NONE, flags(ADMIN, LOADING, STALE), server(handler));
  }

  private static Reply get(ServerCall call) {
    long count = SlowlogCommands.count(call, call.args().bytes(2));
    return SlowlogCommands.entries(log(call, 3), count, call);
  }

  private static Reply len(ServerCall call) {
    return Reply.integer(log(call, 2).entries().size());
  }

  private static Reply reset(ServerCall call) {
    log(call, 2).clear();
    return Reply.OK;
  }

  private static CallLog log(ServerCall call, int index) {
    Bytes type = call.args().bytes(index);
    CallLog log = CallLogs.of(call.engine()).named(type);
    if (log == null) {
      throw Errors.error(
          "ERR type should be one of the following: slow, large-request, large-reply");
    }
    return log;
  }
}
