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

import io.fakeredis.api.Command;
import io.fakeredis.api.CommandFamily;
import io.fakeredis.api.Errors;
import io.fakeredis.api.Feature;
import io.fakeredis.api.HelpText;
import io.fakeredis.api.ModuleInfo;
import io.fakeredis.api.Reply;
import io.fakeredis.core.engine.ServerCall;
import java.util.ArrayList;
import java.util.List;

/** MODULE: modules are jars on the class path, so that none can be loaded or unloaded. */
final class ModuleCommands implements CommandFamily {
  private static final Feature LOADEX = Feature.since("MODULE LOADEX", "7.0");
  private static final HelpText HELP_TEXT =
      HelpText.of("MODULE")
          .oldLine("LIST -- Return a list of loaded modules.")
          .oldLine("LOAD <path> [arg ...] -- Load a module library from <path>.")
          .oldLine("UNLOAD <name> -- Unload a module.")
          .line("LIST", "Return a list of loaded modules.")
          .line(
              "LOAD <path> [<arg> ...]",
              "Load a module library from <path>, passing to it any optional arguments.")
          .line(
              LOADEX,
              "LOADEX <path> [[CONFIG NAME VALUE] [CONFIG NAME VALUE]] [ARGS ...]",
              "Load a module library from <path>, while passing it module configurations and"
                  + " optional arguments.")
          .line("UNLOAD <name>", "Unload a module.");

  @Override
  public String group() {
    return "server";
  }

  @Override
  public List<Command> commands() {
    return List.of(
        container(
            "MODULE",
            "4.0",
            row("MODULE LIST", "4.0", 2, ModuleCommands::modules),
            row("MODULE LOAD", "4.0", -3, ModuleCommands::load),
            row("MODULE LOADEX", "7.0", -3, ModuleCommands::load),
            row("MODULE UNLOAD", "4.0", 3, ModuleCommands::unload),
            command("MODULE HELP", "5.0", 2, NONE, flags(LOADING, STALE), HELP_TEXT::reply)));
  }

  private static Command row(
      String name, String since, int arity, ServerCall.ServerHandler handler) {
    return command(name, since, arity, NONE, flags(ADMIN, NOSCRIPT), server(handler));
  }

  /** The modules as MODULE LIST and HELLO tell of them. */
  static Reply modules(ServerCall call) {
    List<Reply> modules = new ArrayList<>();
    for (ModuleInfo module : ServerInfo.of(call.engine()).modules()) {
      List<Reply> items = new ArrayList<>();
      items.add(Reply.bulk("name"));
      items.add(Reply.bulk(module.name()));
      items.add(Reply.bulk("ver"));
      items.add(Reply.integer(module.version()));
      if (call.has(LOADEX)) {
        List<String> loaded = call.engine().configuration().loaded(module.name());
        items.add(Reply.bulk("path"));
        items.add(Reply.bulk(loaded.isEmpty() ? module.path() : loaded.get(0)));
        items.add(Reply.bulk("args"));
        items.add(Reply.array(loaded.stream().skip(1).map(Reply::bulk).toList()));
      }
      modules.add(Reply.map(items));
    }
    return Reply.array(modules);
  }

  private static Reply load(ServerCall call) {
    throw Errors.error("ERR Error loading the extension. Please check the server logs.");
  }

  private static Reply unload(ServerCall call) {
    boolean known =
        ServerInfo.of(call.engine()).modules().stream()
            .anyMatch(module -> module.name().equals(call.args().text(2)));
    throw Errors.error(
        "ERR Error unloading module: "
            + (known
                ? "the module exports one or more module-side data types, can't unload"
                : "no such module with that name"));
  }
}
