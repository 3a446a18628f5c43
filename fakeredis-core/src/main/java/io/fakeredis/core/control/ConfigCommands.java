package io.fakeredis.core.control;

import static io.fakeredis.api.Command.command;
import static io.fakeredis.api.Command.container;
import static io.fakeredis.api.Flag.ADMIN;
import static io.fakeredis.api.Flag.LOADING;
import static io.fakeredis.api.Flag.NOSCRIPT;
import static io.fakeredis.api.Flag.STALE;
import static io.fakeredis.api.Flag.flags;
import static io.fakeredis.api.Keys.NONE;
import static io.fakeredis.core.engine.ServerCall.server;

import io.fakeredis.api.Args;
import io.fakeredis.api.Bytes;
import io.fakeredis.api.Command;
import io.fakeredis.api.CommandException;
import io.fakeredis.api.CommandFamily;
import io.fakeredis.api.Errors;
import io.fakeredis.api.Feature;
import io.fakeredis.api.Glob;
import io.fakeredis.api.HelpText;
import io.fakeredis.api.Parameter.Trait;
import io.fakeredis.api.Reply;
import io.fakeredis.core.acl.Users;
import io.fakeredis.core.config.ConfigFile;
import io.fakeredis.core.config.Configuration;
import io.fakeredis.core.config.NotAppliedException;
import io.fakeredis.core.engine.Engine;
import io.fakeredis.core.engine.ServerCall;
import io.fakeredis.core.replication.Followers;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** CONFIG, with which clients see and set the server's parameters. */
final class ConfigCommands implements CommandFamily {
  private static final Feature REASONS = Feature.since("DEBUG.rewrite-reasons", "7.0");
  private static final HelpText HELP_TEXT =
      HelpText.of("CONFIG")
          .oldLine(
              "GET <pattern> -- Return parameters matching the glob-like <pattern> and their"
                  + " values.")
          .oldLine("SET <parameter> <value> -- Set parameter to value.")
          .oldLine("RESETSTAT -- Reset statistics reported by INFO.")
          .oldLine("REWRITE -- Rewrite the configuration file.")
          .line(
              "GET <pattern>",
              "Return parameters matching the glob-like <pattern> and their values.")
          .line("SET <directive> <value>", "Set the configuration <directive> to <value>.")
          .line("RESETSTAT", "Reset statistics reported by the INFO command.")
          .line("REWRITE", "Rewrite the configuration file.");

  @Override
  public String group() {
    return "server";
  }

  @Override
  public List<Command> commands() {
    return List.of(
        container(
            "CONFIG",
            "2.0",
            row("CONFIG GET", "2.0", 3, ConfigCommands::getOne),
            row("CONFIG GET", "7.0", -3, ConfigCommands::get),
            row("CONFIG SET", "2.0", 4, ConfigCommands::setOne),
            row("CONFIG SET", "7.0", -4, ConfigCommands::set),
            row("CONFIG RESETSTAT", "2.0", 2, ConfigCommands::resetstat),
            row("CONFIG REWRITE", "2.8", 2, ConfigCommands::rewrite),
            command("CONFIG HELP", "5.0", 2, NONE, flags(LOADING, STALE), HELP_TEXT::reply)));
  }

  private static Command row(
      String name, String since, int arity, ServerCall.ServerHandler handler) {
    return command(
        name, since, arity, NONE, flags(ADMIN, NOSCRIPT, LOADING, STALE), server(handler));
  }

  /** Up to 6.2 there is one pattern, and names are shown as the server writes them. */
  private static Reply getOne(ServerCall call) {
    Configuration configuration = call.engine().configuration();
    Bytes pattern = call.args().bytes(2);
    List<Reply> found = new ArrayList<>();
    for (String name : configuration.names(name -> matches(pattern, name))) {
      found.add(Reply.bulk(name));
      found.add(Reply.bulk(Bytes.latin(configuration.shown(name))));
    }
    return Reply.map(found);
  }

  private static boolean matches(Bytes pattern, String name) {
    return Glob.matchesIgnoringCase(pattern, Bytes.latin(name));
  }

  /** From 7.0 on a word without wildcards is a name, which is shown as the client wrote it. */
  private static Reply get(ServerCall call) {
    Configuration configuration = call.engine().configuration();
    Map<String, String> found = new LinkedHashMap<>();
    for (Bytes word : call.args().from(2)) {
      String text = word.latin();
      if (text.matches(".*[\\[*?].*")) {
        configuration.names(name -> matches(word, name)).forEach(n -> found.putIfAbsent(n, n));
      } else if (configuration.has(text)) {
        found.putIfAbsent(text.toLowerCase(Locale.ROOT), text);
      }
    }
    List<Reply> reply = new ArrayList<>();
    found.forEach(
        (name, written) -> {
          reply.add(Reply.bulk(Bytes.latin(written)));
          reply.add(Reply.bulk(Bytes.latin(configuration.shown(name))));
        });
    return Reply.map(reply);
  }

  private static Reply setOne(ServerCall call) {
    Configuration configuration = call.engine().configuration();
    String name = call.args().text(2);
    String value = call.args().text(3);
    if (!configuration.has(name) || configuration.is(name, Trait.IMMUTABLE)) {
      throw Errors.error("ERR Unsupported CONFIG parameter: " + name);
    }
    try {
      configuration.assign(Map.of(name, configuration.judge(name, value)));
    } catch (IllegalArgumentException e) {
      if (name.equalsIgnoreCase("dir")) {
        throw Errors.error("ERR Changing directory: " + e.getMessage());
      }
      String reason = String.valueOf(e.getMessage());
      throw Errors.error(
          "ERR Invalid argument '"
              + value
              + "' for CONFIG SET '"
              + name
              + "'"
              + (reason.isEmpty() ? "" : " - " + reason));
    }
    return Reply.OK;
  }

  /** All values are set, or none. */
  private static Reply set(ServerCall call) {
    Configuration configuration = call.engine().configuration();
    Args args = call.args();
    if (args.count() % 2 != 0) {
      throw Errors.syntax();
    }
    Set<String> names = new HashSet<>();
    for (int i = 2; i < args.count(); i += 2) {
      checkSettable(configuration, args.text(i), names);
    }
    Map<String, String> judged = new LinkedHashMap<>();
    for (int i = 2; i < args.count(); i += 2) {
      String name = args.text(i).toLowerCase(Locale.ROOT);
      try {
        judged.put(name, configuration.judge(name, args.text(i + 1)));
      } catch (IllegalArgumentException e) {
        throw failed(name, String.valueOf(e.getMessage()));
      }
    }
    try {
      configuration.assign(judged);
    } catch (NotAppliedException e) {
      throw failed(e.parameter(), String.valueOf(e.getMessage()));
    }
    return Reply.OK;
  }

  private static void checkSettable(Configuration configuration, String name, Set<String> names) {
    if (!configuration.has(name)) {
      throw Errors.error(
          "ERR Unknown option or number of arguments for CONFIG SET - '" + name + "'");
    }
    if (configuration.is(name, Trait.IMMUTABLE)) {
      throw failed(name, "can't set immutable config");
    }
    if (configuration.is(name, Trait.PROTECTED)
        && configuration.text("enable-protected-configs").equals("no")) {
      throw failed(name, "can't set protected config");
    }
    if (!names.add(name.toLowerCase(Locale.ROOT))) {
      throw failed(name, "duplicate parameter");
    }
  }

  private static CommandException failed(String name, String reason) {
    return Errors.error(
        "ERR CONFIG SET failed (possibly related to argument '" + name + "') - " + reason);
  }

  private static Reply resetstat(ServerCall call) {
    Engine engine = call.engine();
    CommandStatistics.of(engine).reset();
    ServerStatistics.of(engine).reset();
    MemoryUse.of(engine).resetPeak();
    ClientMemory.of(engine).reset();
    Followers.of(engine).statistics().reset();
    engine.traffic().reset();
    return Reply.OK;
  }

  /** DEBUG CONFIG-REWRITE-FORCE-ALL: also what is as a server starts. */
  static Reply rewriteAll(ServerCall call) {
    Configuration configuration = call.engine().configuration();
    ConfigFile file = configuration.file();
    if (file == null) {
      throw notRewritten(call, "Bad address");
    }
    try {
      file.rewrite(configuration, Users.of(call.engine()).configuredLines(), true);
    } catch (IOException e) {
      throw notRewritten(call, e.getMessage());
    }
    return Reply.OK;
  }

  private static CommandException notRewritten(ServerCall call, @Nullable String reason) {
    String message = "ERR CONFIG-REWRITE-FORCE-ALL failed";
    return Errors.error(call.has(REASONS) ? message + ": " + reason : message);
  }

  private static Reply rewrite(ServerCall call) {
    Configuration configuration = call.engine().configuration();
    ConfigFile file = configuration.file();
    if (file == null) {
      throw Errors.error("ERR The server is running without a config file");
    }
    try {
      file.rewrite(configuration, Users.of(call.engine()).configuredLines(), false);
    } catch (IOException e) {
      throw Errors.error("ERR Rewriting config file: " + e.getMessage());
    }
    return Reply.OK;
  }
}
