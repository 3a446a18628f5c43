package io.fakeredis.core.script;

import static io.fakeredis.api.Command.command;
import static io.fakeredis.api.Command.container;
import static io.fakeredis.api.Flag.ALLOW_BUSY;
import static io.fakeredis.api.Flag.LOADING;
import static io.fakeredis.api.Flag.MAY_REPLICATE;
import static io.fakeredis.api.Flag.NOSCRIPT;
import static io.fakeredis.api.Flag.READONLY;
import static io.fakeredis.api.Flag.SKIP_MONITOR;
import static io.fakeredis.api.Flag.STALE;
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
import io.fakeredis.api.HelpText;
import io.fakeredis.api.Reply;
import io.fakeredis.core.engine.ServerCall;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The <a href="https://redis.io/commands/?group=scripting">scripting commands</a>. */
final class ScriptCommands implements CommandFamily {
  private static final Set<Flag> RUNS = flags(NOSCRIPT, SKIP_MONITOR, MAY_REPLICATE, STALE);
  private static final Set<Flag> READS = flags(NOSCRIPT, SKIP_MONITOR, READONLY, STALE);
  private static final Feature FLUSH_MODES = Feature.since("SCRIPT FLUSH.modes", "6.2");
  private static final Feature NEUTRAL = Feature.since("LUA.neutral-errors", "valkey 8.0");
  private static final Feature DEBUG_ENGINES = Feature.since("SCRIPT DEBUG.engine", "valkey 9.0");
  private static final int SHA_LENGTH = 40;

  private static final HelpText HELP_TEXT =
      HelpText.of("SCRIPT")
          .oldLine("DEBUG (yes|sync|no) -- Set the debug mode for subsequent scripts executed.")
          .oldLine(
              "EXISTS <sha1> [<sha1> ...] -- Return information about the existence of the scripts"
                  + " in the script cache.")
          .oldLine("FLUSH -- Flush the Lua scripts cache. Very dangerous on replicas.")
          .oldLine("KILL -- Kill the currently executing Lua script.")
          .oldLine("LOAD <script> -- Load a script into the scripts cache, without executing it.")
          .lineUntil(
              DEBUG_ENGINES,
              "DEBUG (YES|SYNC|NO)",
              "Set the debug mode for subsequent scripts executed.")
          .line(
              DEBUG_ENGINES,
              "DEBUG (YES|SYNC|NO) [<engine_name>]",
              "Set the debug mode for subsequent scripts executed of the specified engine.",
              "Default engine name: 'lua'")
          .line(
              "EXISTS <sha1> [<sha1> ...]",
              "Return information about the existence of the scripts in the script cache.")
          .lineUntil(
              NEUTRAL,
              "FLUSH [ASYNC|SYNC]",
              "Flush the Lua scripts cache. Very dangerous on replicas.",
              "When called without the optional mode argument, the behavior is determined by the",
              "lazyfree-lazy-user-flush configuration directive. Valid modes are:",
              "* ASYNC: Asynchronously flush the scripts cache.",
              "* SYNC: Synchronously flush the scripts cache.")
          .line(
              NEUTRAL,
              "FLUSH [ASYNC|SYNC]",
              "Flush the Lua scripts cache. Very dangerous on replicas.",
              "When called without the optional mode argument, the behavior is determined",
              " by the lazyfree-lazy-user-flush configuration directive. Valid modes are:",
              "* ASYNC: Asynchronously flush the scripts cache.",
              "* SYNC: Synchronously flush the scripts cache.")
          .line("KILL", "Kill the currently executing Lua script.")
          .line("LOAD <script>", "Load a script into the scripts cache without executing it.")
          .line(NEUTRAL, "SHOW <sha1>", "Show a script from the scripts cache.");

  @Override
  public String group() {
    return "scripting";
  }

  @Override
  public List<Command> commands() {
    return List.of(
        command("EVAL", "2.6", -3, numkeys(2), RUNS, server(call -> eval(call, false))),
        command("EVALSHA", "2.6", -3, numkeys(2), RUNS, server(call -> evalsha(call, false))),
        command("EVALSHA_RO", "7.0", -3, numkeys(2), READS, server(call -> evalsha(call, true))),
        command("EVAL_RO", "7.0", -3, numkeys(2), READS, server(call -> eval(call, true))),
        container(
            "SCRIPT",
            "2.6",
            sub("SCRIPT DEBUG", "3.2", 3, flags(NOSCRIPT), ScriptCommands::debug),
            sub("SCRIPT DEBUG", "valkey 9.0", -3, flags(NOSCRIPT), ScriptCommands::debug),
            sub("SCRIPT EXISTS", "2.6", -2, flags(NOSCRIPT), ScriptCommands::exists),
            sub("SCRIPT EXISTS", "7.0", -3, flags(NOSCRIPT), ScriptCommands::exists),
            sub("SCRIPT FLUSH", "2.6", -2, flags(NOSCRIPT, MAY_REPLICATE), ScriptCommands::flush),
            sub("SCRIPT HELP", "5.0", 2, flags(LOADING, STALE), ScriptCommands::help),
            sub("SCRIPT KILL", "2.6", 2, flags(NOSCRIPT, ALLOW_BUSY), ScriptCommands::kill),
            sub("SCRIPT LOAD", "2.6", 3, flags(NOSCRIPT, STALE), ScriptCommands::load),
            sub("SCRIPT SHOW", "valkey 8.0", 3, flags(NOSCRIPT), ScriptCommands::show)));
  }

  private static Command sub(
      String name, String since, int arity, Set<Flag> flags, ServerCall.ServerHandler handler) {
    return command(name, since, arity, NONE, flags, server(handler));
  }

  private static Reply eval(ServerCall call, boolean readOnly) {
    int keys = numberOfKeys(call.args());
    return run(call, Scripts.of(call.engine()).evaluated(call.args().bytes(1)), keys, readOnly);
  }

  private static Reply evalsha(ServerCall call, boolean readOnly) {
    Bytes sha = call.args().bytes(1);
    if (sha.length() != SHA_LENGTH) {
      throw noScript(call);
    }
    int keys = numberOfKeys(call.args());
    Script script = Scripts.of(call.engine()).find(sha);
    if (script == null) {
      throw noScript(call);
    }
    return run(call, script, keys, readOnly);
  }

  private static RuntimeException noScript(ServerCall call) {
    return Errors.error(
        call.has(NEUTRAL)
            ? "NOSCRIPT No matching script."
            : "NOSCRIPT No matching script. Please use EVAL.");
  }

  static int numberOfKeys(Args args) {
    long count = args.integer(2);
    if (count > args.count() - 3) {
      throw Errors.error("ERR Number of keys can't be greater than number of args");
    }
    if (count < 0) {
      throw Errors.error("ERR Number of keys can't be negative");
    }
    return (int) count;
  }

  private static Reply run(ServerCall call, Script script, int keys, boolean readOnly) {
    Set<ScriptFlag> flags = script.flags();
    Run run =
        flags == null
            ? Run.undeclared(call, Run.Kind.SCRIPT, script.sha(), readOnly)
            : Run.declared(call, Run.Kind.SCRIPT, script.sha(), flags, readOnly);
    Args args = call.args();
    return Scripts.of(call.engine()).run(run, script, args.slice(3, 3 + keys), args.from(3 + keys));
  }

  private static Reply load(ServerCall call) {
    Script script = Scripts.of(call.engine()).loaded(call.args().bytes(2));
    return Reply.bulk(script.sha());
  }

  private static Reply exists(ServerCall call) {
    Scripts scripts = Scripts.of(call.engine());
    List<Reply> found = new ArrayList<>();
    for (Bytes sha : call.args().from(2)) {
      found.add(Reply.integer(scripts.contains(sha)));
    }
    return Reply.array(found);
  }

  private static Reply flush(ServerCall call) {
    Args args = call.args();
    if (args.count() > 2 && !call.has(FLUSH_MODES)) {
      throw Errors.wrongSubcommand(call);
    }
    if (args.count() > 3 || (args.count() == 3 && !args.is(2, "SYNC") && !args.is(2, "ASYNC"))) {
      throw Errors.error("ERR SCRIPT FLUSH only support SYNC|ASYNC option");
    }
    Scripts.of(call.engine()).flush();
    return Reply.OK;
  }

  private static Reply kill(ServerCall call) {
    Runs.of(call.engine()).kill(Run.Kind.SCRIPT);
    return Reply.OK;
  }

  /** The debugger is a dialogue with a forked server, which there is none of here. */
  private static Reply debug(ServerCall call) {
    if (call.args().is(2, "NO")) {
      return Reply.OK;
    }
    if (call.args().is(2, "YES") || call.args().is(2, "SYNC")) {
      throw Errors.error("ERR fakeredis cannot debug scripts");
    }
    throw Errors.error("ERR Use SCRIPT DEBUG YES/SYNC/NO");
  }

  private static Reply show(ServerCall call) {
    Bytes sha = call.args().bytes(2);
    Script script = sha.length() == SHA_LENGTH ? Scripts.of(call.engine()).find(sha) : null;
    if (script == null) {
      throw noScript(call);
    }
    return Reply.bulk(script.body());
  }

  private static Reply help(ServerCall call) {
    return HELP_TEXT.reply(call);
  }
}
