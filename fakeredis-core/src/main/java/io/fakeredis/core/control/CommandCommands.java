package io.fakeredis.core.control;

import static io.fakeredis.api.Command.command;
import static io.fakeredis.api.Flag.LOADING;
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
import io.fakeredis.api.ModuleInfo;
import io.fakeredis.api.Reply;
import io.fakeredis.core.catalog.CommandCatalog;
import io.fakeredis.core.catalog.KeyFinder;
import io.fakeredis.core.catalog.KeyUse;
import io.fakeredis.core.engine.CommandTable;
import io.fakeredis.core.engine.ServerCall;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** COMMAND, which tells of all commands. */
final class CommandCommands implements CommandFamily {
  private static final Feature KEY_SPECS = Feature.since("COMMAND.key-specs", "7.0");
  private static final String GETKEYS_HELP = "Return the keys from a full Redis command.";
  private static final String INFO_HELP = "Return details about multiple Redis commands.";
  private static final String ALL_HELP =
      "If no command names are given, documentation details for all";
  private static final HelpText HELP_TEXT =
      HelpText.of("COMMAND")
          .oldLine("(no subcommand) -- Return details about all Redis commands.")
          .oldLine("COUNT -- Return the total number of commands in this Redis server.")
          .oldLine("GETKEYS <full-command> -- Return the keys from a full Redis command.")
          .oldLine("INFO [command-name ...] -- Return details about multiple Redis commands.")
          .line("(no subcommand)", "Return details about all Redis commands.")
          .line("COUNT", "Return the total number of commands in this Redis server.")
          .line(KEY_SPECS, "LIST", "Return a list of all commands in this Redis server.")
          .lineUntil(KEY_SPECS, "GETKEYS <full-command>", GETKEYS_HELP)
          .lineUntil(KEY_SPECS, "INFO [<command-name> ...]", INFO_HELP)
          .line(
              KEY_SPECS, "INFO [<command-name> ...]", INFO_HELP, ALL_HELP, "commands are returned.")
          .line(
              KEY_SPECS,
              "DOCS [<command-name> ...]",
              "Return documentation details about multiple Redis commands.",
              ALL_HELP,
              "commands are returned.")
          .line(KEY_SPECS, "GETKEYS <full-command>", GETKEYS_HELP)
          .line(
              KEY_SPECS,
              "GETKEYSANDFLAGS <full-command>",
              "Return the keys and the access flags from a full Redis command.");

  @Override
  public String group() {
    return "server";
  }

  @Override
  public List<Command> commands() {
    return List.of(
        row("COMMAND", "2.8.13", -1, CommandCommands::all)
            .subcommands(
                row("COMMAND COUNT", "2.8.13", 2, CommandCommands::count),
                row("COMMAND INFO", "2.8.13", -2, CommandCommands::info),
                row("COMMAND LIST", "7.0", -2, CommandCommands::list),
                row("COMMAND DOCS", "7.0", -2, CommandCommands::docs),
                row("COMMAND GETKEYS", "2.8.13", -3, CommandCommands::getkeys),
                row("COMMAND GETKEYS", "7.0", -4, CommandCommands::getkeys),
                row("COMMAND GETKEYS", "7.2", -3, CommandCommands::getkeys),
                row("COMMAND GETKEYSANDFLAGS", "7.0", -4, CommandCommands::getkeysandflags),
                row("COMMAND GETKEYSANDFLAGS", "7.2", -3, CommandCommands::getkeysandflags),
                row("COMMAND HELP", "5.0", 2, HELP_TEXT::reply)));
  }

  private static Command row(
      String name, String since, int arity, ServerCall.ServerHandler handler) {
    return command(name, since, arity, NONE, flags(LOADING, STALE), server(handler))
        .categories("connection");
  }

  private static Reply all(ServerCall call) {
    CommandReplies replies = new CommandReplies(call.engine());
    return Reply.array(
        call.engine().executor().table().rows().stream().map(replies::info).toList());
  }

  private static Reply count(ServerCall call) {
    return Reply.integer(call.engine().executor().table().rows().size());
  }

  private static Reply info(ServerCall call) {
    if (call.args().count() == 2 && call.has(KEY_SPECS)) {
      return all(call);
    }
    CommandReplies replies = new CommandReplies(call.engine());
    List<Reply> infos = new ArrayList<>();
    for (Bytes name : call.args().from(2)) {
      CommandTable.Row row = find(call, name);
      infos.add(row == null ? Reply.NULL : replies.info(row));
    }
    return Reply.array(infos);
  }

  /** A command by its name, a subcommand by both names with a bar between them, since 7.0. */
  private static CommandTable.@Nullable Row find(ServerCall call, Bytes name) {
    CommandTable table = call.engine().executor().table();
    return call.has(KEY_SPECS) ? table.findFull(name) : table.find(name);
  }

  private static Reply list(ServerCall call) {
    Predicate<CommandTable.Row> filter = filter(call);
    List<Reply> names = new ArrayList<>();
    for (CommandTable.Row row : call.engine().executor().table().rows()) {
      addName(row, filter, names);
      row.subcommands().forEach(subcommand -> addName(subcommand, filter, names));
    }
    return Reply.array(names);
  }

  private static void addName(
      CommandTable.Row row, Predicate<CommandTable.Row> filter, List<Reply> names) {
    if (filter.test(row)) {
      names.add(Reply.bulk(row.command().fullName()));
    }
  }

  private static Predicate<CommandTable.Row> filter(ServerCall call) {
    Args args = call.args();
    if (args.count() == 2) {
      return row -> true;
    }
    if (args.count() != 5 || !args.is(2, "FILTERBY")) {
      throw Errors.syntax();
    }
    Bytes value = args.bytes(4);
    if (args.is(3, "MODULE")) {
      return row -> isOf(row, value, call);
    }
    if (args.is(3, "ACLCAT")) {
      CommandCatalog catalog = CommandCatalog.of(call.engine());
      String category = value.latin().toLowerCase(Locale.ROOT);
      return row -> catalog.facts(row).categories().contains(category);
    }
    if (args.is(3, "PATTERN")) {
      return row -> Glob.matchesIgnoringCase(value, Bytes.latin(row.command().fullName()));
    }
    throw Errors.syntax();
  }

  private static boolean isOf(CommandTable.Row row, Bytes module, ServerCall call) {
    ModuleInfo info = row.plugin().module(call.profile());
    return info != null && module.is(info.name());
  }

  private static Reply docs(ServerCall call) {
    CommandReplies replies = new CommandReplies(call.engine());
    List<Reply> docs = new ArrayList<>();
    if (call.args().count() == 2) {
      call.engine().executor().table().rows().forEach(row -> replies.addDoc(row, docs));
    }
    for (Bytes name : call.args().from(2)) {
      CommandTable.Row row = find(call, name);
      if (row != null) {
        replies.addDoc(row, docs);
      }
    }
    return Reply.map(docs);
  }

  private static Reply getkeys(ServerCall call) {
    Args inner = call.args().dropping(2);
    List<Reply> keys = new ArrayList<>();
    for (KeyUse key : keys(call, inner)) {
      keys.add(Reply.bulk(inner.bytes(key.position())));
    }
    return Reply.array(keys);
  }

  private static Reply getkeysandflags(ServerCall call) {
    Args inner = call.args().dropping(2);
    List<Reply> keys = new ArrayList<>();
    for (KeyUse key : keys(call, inner)) {
      Reply flags = CommandReplies.flags(key.flags());
      keys.add(Reply.array(Reply.bulk(inner.bytes(key.position())), flags));
    }
    return Reply.array(keys);
  }

  private static List<KeyUse> keys(ServerCall call, Args inner) {
    CommandTable.Row row = row(call, inner);
    KeyFinder finder = new KeyFinder(call.engine());
    if (!finder.hasKeys(row)) {
      throw Errors.error("ERR The command has no key arguments");
    }
    if (!row.command().accepts(inner.count())) {
      throw Errors.error("ERR Invalid number of arguments specified for command");
    }
    List<KeyUse> keys = finder.find(row, inner);
    boolean mayHaveNone =
        CommandCatalog.of(call.engine()).facts(row).flags().contains("no_mandatory_keys");
    if (mayHaveNone) {
      return keys == null ? List.of() : keys;
    }
    if (keys == null || keys.isEmpty()) {
      throw Errors.error("ERR Invalid arguments specified for command");
    }
    return keys;
  }

  private static CommandTable.Row row(ServerCall call, Args inner) {
    try {
      return call.engine().executor().resolveName(inner);
    } catch (CommandException e) {
      throw Errors.error("ERR Invalid command specified");
    }
  }
}
