package io.fakeredis.core.script;

import static io.fakeredis.api.Command.command;
import static io.fakeredis.api.Command.container;
import static io.fakeredis.api.Flag.ALLOW_BUSY;
import static io.fakeredis.api.Flag.DENYOOM;
import static io.fakeredis.api.Flag.LOADING;
import static io.fakeredis.api.Flag.MAY_REPLICATE;
import static io.fakeredis.api.Flag.NOSCRIPT;
import static io.fakeredis.api.Flag.READONLY;
import static io.fakeredis.api.Flag.SKIP_MONITOR;
import static io.fakeredis.api.Flag.STALE;
import static io.fakeredis.api.Flag.WRITE;
import static io.fakeredis.api.Flag.flags;
import static io.fakeredis.api.Keys.NONE;
import static io.fakeredis.api.Keys.numkeys;
import static io.fakeredis.core.engine.ServerCall.server;

import io.fakeredis.api.Args;
import io.fakeredis.api.Bytes;
import io.fakeredis.api.Command;
import io.fakeredis.api.CommandFamily;
import io.fakeredis.api.Errors;
import io.fakeredis.api.Feature;
import io.fakeredis.api.Flag;
import io.fakeredis.api.Glob;
import io.fakeredis.api.HelpText;
import io.fakeredis.api.Numbers;
import io.fakeredis.api.Reply;
import io.fakeredis.core.engine.ServerCall;
import io.fakeredis.core.rdb.FunctionPayload;
import io.fakeredis.core.rdb.RdbException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** FCALL and what libraries of functions are managed with. */
final class FunctionCommands implements CommandFamily {
  private static final Set<Flag> RUNS = flags(NOSCRIPT, SKIP_MONITOR, MAY_REPLICATE, STALE);
  private static final Set<Flag> READS = flags(NOSCRIPT, SKIP_MONITOR, READONLY, STALE);
  private static final Set<Flag> CHANGES = flags(NOSCRIPT, WRITE);
  private static final Set<Flag> GROWS = flags(NOSCRIPT, WRITE, DENYOOM);
  private static final Set<Flag> LOOKS_WHILE_BUSY = flags(NOSCRIPT, ALLOW_BUSY);
  private static final Feature NO_DESCRIPTION =
      Feature.since("FUNCTION HELP.without-description", "7.4");
  private static final String ENGINE = "LUA";

  private static final HelpText HELP_TEXT =
      HelpText.of("FUNCTION")
          .line(
              "LOAD [REPLACE] <FUNCTION CODE>",
              "Create a new library with the given library name and code.")
          .line("DELETE <LIBRARY NAME>", "Delete the given library.")
          .lineUntil(
              NO_DESCRIPTION,
              "LIST [LIBRARYNAME PATTERN] [WITHCODE]",
              "Return general information on all the libraries:",
              "* Library name",
              "* The engine used to run the Library",
              "* Library description",
              "* Functions list",
              "* Library code (if WITHCODE is given)",
              "It also possible to get only function that matches a pattern using LIBRARYNAME"
                  + " argument.")
          .line(
              NO_DESCRIPTION,
              "LIST [LIBRARYNAME PATTERN] [WITHCODE]",
              "Return general information on all the libraries:",
              "* Library name",
              "* The engine used to run the Library",
              "* Functions list",
              "* Library code (if WITHCODE is given)",
              "It also possible to get only function that matches a pattern using LIBRARYNAME"
                  + " argument.")
          .line(
              "STATS",
              "Return information about the current function running:",
              "* Function name",
              "* Command used to run the function",
              "* Duration in MS that the function is running",
              "If no function is running, return nil",
              "In addition, returns a list of available engines.")
          .line("KILL", "Kill the current running function.")
          .line(
              "FLUSH [ASYNC|SYNC]",
              "Delete all the libraries.",
              "When called without the optional mode argument, the behavior is determined by the",
              "lazyfree-lazy-user-flush configuration directive. Valid modes are:",
              "* ASYNC: Asynchronously flush the libraries.",
              "* SYNC: Synchronously flush the libraries.")
          .line(
              "DUMP",
              "Return a serialized payload representing the current libraries, can be restored"
                  + " using FUNCTION RESTORE command")
          .line(
              "RESTORE <PAYLOAD> [FLUSH|APPEND|REPLACE]",
              "Restore the libraries represented by the given payload, it is possible to give a"
                  + " restore policy to",
              "control how to handle existing libraries (default APPEND):",
              "* FLUSH: delete all existing libraries.",
              "* APPEND: appends the restored libraries to the existing libraries. On collision,"
                  + " abort.",
              "* REPLACE: appends the restored libraries to the existing libraries, On collision,"
                  + " replace the old",
              "  libraries with the new libraries (notice that even on this option there is a"
                  + " chance of failure",
              "  in case of functions name collision with another library).");

  @Override
  public String group() {
    return "scripting";
  }

  @Override
  public List<Command> commands() {
    return List.of(
        command("FCALL", "7.0", -3, numkeys(2), RUNS, server(call -> fcall(call, false))),
        command("FCALL_RO", "7.0", -3, numkeys(2), READS, server(call -> fcall(call, true))),
        container(
            "FUNCTION",
            "7.0",
            sub("FUNCTION DELETE", 3, CHANGES, FunctionCommands::delete),
            sub("FUNCTION DUMP", 2, flags(NOSCRIPT), FunctionCommands::dump),
            sub("FUNCTION FLUSH", -2, CHANGES, FunctionCommands::flush),
            sub("FUNCTION HELP", 2, flags(LOADING, STALE), FunctionCommands::help),
            sub("FUNCTION KILL", 2, LOOKS_WHILE_BUSY, FunctionCommands::kill),
            sub("FUNCTION LIST", -2, flags(NOSCRIPT), FunctionCommands::list),
            sub("FUNCTION LOAD", -3, GROWS, FunctionCommands::load),
            sub("FUNCTION RESTORE", -3, GROWS, FunctionCommands::restore),
            sub("FUNCTION STATS", 2, LOOKS_WHILE_BUSY, FunctionCommands::stats)));
  }

  private static Command sub(
      String name, int arity, Set<Flag> flags, ServerCall.ServerHandler handler) {
    return command(name, "7.0", arity, NONE, flags, server(handler));
  }

  private static Reply fcall(ServerCall call, boolean readOnly) {
    Args args = call.args();
    Functions functions = Functions.of(call.engine());
    LibraryFunction function = functions.find(args.text(1));
    if (function == null) {
      throw Errors.error("ERR Function not found");
    }
    if (!Numbers.isLong(args.bytes(2))) {
      throw Errors.error("ERR Bad number of keys provided");
    }
    int keys = ScriptCommands.numberOfKeys(args);
    Run run = Run.declared(call, Run.Kind.FUNCTION, function.name(), function.flags(), readOnly);
    return functions.run(run, function, args.slice(3, 3 + keys), args.from(3 + keys));
  }

  private static Reply delete(ServerCall call) {
    Functions.of(call.engine()).delete(call.args().text(2));
    call.db().countChanges(1);
    return Reply.OK;
  }

  private static Reply dump(ServerCall call) {
    return Reply.bulk(FunctionPayload.write(Functions.of(call.engine()).codes(), call.settings()));
  }

  private static Reply flush(ServerCall call) {
    Args args = call.args();
    if (args.count() > 3) {
      throw Errors.wrongSubcommand(call);
    }
    if (args.count() == 3 && !args.is(2, "SYNC") && !args.is(2, "ASYNC")) {
      throw Errors.error("ERR FUNCTION FLUSH only supports SYNC|ASYNC option");
    }
    Functions.of(call.engine()).flush();
    call.db().countChanges(1);
    return Reply.OK;
  }

  private static Reply help(ServerCall call) {
    return HELP_TEXT.reply(call);
  }

  private static Reply kill(ServerCall call) {
    Runs.of(call.engine()).kill(Run.Kind.FUNCTION);
    return Reply.OK;
  }

  private static Reply list(ServerCall call) {
    Bytes pattern = null;
    boolean withCode = false;
    for (int at = 2; at < call.args().count(); at++) {
      if (!withCode && call.args().is(at, "WITHCODE")) {
        withCode = true;
      } else if (pattern == null && call.args().is(at, "LIBRARYNAME")) {
        if (++at == call.args().count()) {
          throw Errors.error("ERR library name argument was not given");
        }
        pattern = call.args().bytes(at);
      } else {
        throw Errors.error("ERR Unknown argument " + call.args().text(at));
      }
    }
    List<Reply> shown = new ArrayList<>();
    for (FunctionLibrary library : Functions.of(call.engine()).libraries()) {
      if (pattern == null || Glob.matchesIgnoringCase(pattern, Bytes.latin(library.name()))) {
        shown.add(shown(library, withCode));
      }
    }
    return Reply.array(shown);
  }

  private static Reply shown(FunctionLibrary library, boolean withCode) {
    List<Reply> functions = new ArrayList<>();
    library.functions().values().forEach(function -> functions.add(shown(function)));
    List<Reply> fields = new ArrayList<>();
    fields.add(Reply.bulk("library_name"));
    fields.add(Reply.bulk(library.name()));
    fields.add(Reply.bulk("engine"));
    fields.add(Reply.bulk(ENGINE));
    fields.add(Reply.bulk("functions"));
    fields.add(Reply.array(functions));
    if (withCode) {
      fields.add(Reply.bulk("library_code"));
      fields.add(Reply.bulk(library.code()));
    }
    return Reply.map(fields);
  }

  private static Reply shown(LibraryFunction function) {
    List<Reply> flags = new ArrayList<>();
    function.flags().forEach(flag -> flags.add(Reply.simple(flag.word())));
    return Reply.map(
        Reply.bulk("name"),
        Reply.bulk(Bytes.latin(function.name())),
        Reply.bulk("description"),
        description(function.description()),
        Reply.bulk("flags"),
        Reply.set(flags));
  }

  private static Reply description(@Nullable String text) {
    return text == null ? Reply.NULL : Reply.bulk(Bytes.latin(text));
  }

  /** An error is one line of the protocol, at whose end the real server trims line ends away. */
  private static String withoutLineEnd(String text) {
    return text.replaceFirst("[\\r\\n]+$", "");
  }

  private static Reply load(ServerCall call) {
    boolean replace = false;
    int last = call.args().count() - 1;
    for (int at = 2; at < last; at++) {
      if (!call.args().is(at, "REPLACE")) {
        throw Errors.error("ERR Unknown option given: " + withoutLineEnd(call.args().text(at)));
      }
      replace = true;
    }
    String name = Functions.of(call.engine()).load(call.args().bytes(last), replace);
    call.db().countChanges(1);
    return Reply.bulk(name);
  }

  private static Reply restore(ServerCall call) {
    Args args = call.args();
    if (args.count() > 4) {
      throw Errors.wrongSubcommand(call);
    }
    Functions.Policy policy = args.count() == 4 ? policy(args) : Functions.Policy.APPEND;
    if (!FunctionPayload.isSound(args.bytes(2), call.settings())) {
      throw Errors.error("ERR DUMP payload version or checksum are wrong");
    }
    List<Bytes> codes;
    try {
      codes = FunctionPayload.read(args.bytes(2));
    } catch (RdbException e) {
      throw Errors.error("ERR given type is not a function");
    }
    Functions.of(call.engine()).restore(codes, policy);
    call.db().countChanges(1);
    return Reply.OK;
  }

  private static Functions.Policy policy(Args args) {
    for (Functions.Policy policy : Functions.Policy.values()) {
      if (args.is(3, policy.name())) {
        return policy;
      }
    }
    throw Errors.error(
        "ERR Wrong restore policy given, value should be either FLUSH, APPEND or REPLACE.");
  }

  private static Reply stats(ServerCall call) {
    Runs runs = Runs.of(call.engine());
    Run run = runs.current();
    if (run != null && run.kind() == Run.Kind.SCRIPT) {
      throw runs.busy(run);
    }
    Functions functions = Functions.of(call.engine());
    Reply counts =
        Reply.map(
            Reply.bulk("libraries_count"),
            Reply.integer(functions.libraries().size()),
            Reply.bulk("functions_count"),
            Reply.integer(functions.count()));
    return Reply.map(
        Reply.bulk("running_script"),
        run == null ? Reply.NULL : running(run),
        Reply.bulk("engines"),
        Reply.map(Reply.bulk(ENGINE), counts));
  }

  private static Reply running(Run run) {
    return Reply.map(
        Reply.bulk("name"),
        Reply.bulk(Bytes.latin(run.name())),
        Reply.bulk("command"),
        Reply.bulks(run.args().from(0)),
        Reply.bulk("duration_ms"),
        Reply.integer(run.millis()));
  }
}
