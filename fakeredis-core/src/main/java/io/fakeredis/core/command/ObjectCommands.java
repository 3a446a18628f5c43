package io.fakeredis.core.command;

import static io.fakeredis.api.Command.command;
import static io.fakeredis.api.Command.container;
import static io.fakeredis.api.Flag.LOADING;
import static io.fakeredis.api.Flag.READONLY;
import static io.fakeredis.api.Flag.STALE;
import static io.fakeredis.api.Flag.flags;
import static io.fakeredis.api.Keys.NONE;
import static io.fakeredis.api.Keys.key;

import io.fakeredis.api.Call;
import io.fakeredis.api.Command;
import io.fakeredis.api.CommandFamily;
import io.fakeredis.api.Database;
import io.fakeredis.api.Errors;
import io.fakeredis.api.Handler;
import io.fakeredis.api.HelpText;
import io.fakeredis.api.Reply;
import io.fakeredis.core.value.Representation;
import java.util.List;

/** OBJECT: how a key's value is kept. */
final class ObjectCommands implements CommandFamily {
  private static final HelpText HELP_TEXT =
      HelpText.of("OBJECT")
          .oldLine(
              "ENCODING <key> -- Return the kind of internal representation used in order to store"
                  + " the value associated with a key.")
          .oldLine(
              "FREQ <key> -- Return the access frequency index of the key. The returned integer is"
                  + " proportional to the logarithm of the recent access frequency of the key.")
          .oldLine(
              "IDLETIME <key> -- Return the idle time of the key, that is the approximated number"
                  + " of seconds elapsed since the last access to the key.")
          .oldLine(
              "REFCOUNT <key> -- Return the number of references of the value associated with the"
                  + " specified key.")
          .line(
              "ENCODING <key>",
              "Return the kind of internal representation used in order to store the value",
              "associated with a <key>.")
          .line(
              "FREQ <key>",
              "Return the access frequency index of the <key>. The returned integer is",
              "proportional to the logarithm of the recent access frequency of the key.")
          .line(
              "IDLETIME <key>",
              "Return the idle time of the <key>, that is the approximated number of",
              "seconds elapsed since the last access to the key.")
          .line(
              "REFCOUNT <key>",
              "Return the number of references of the value associated with the specified",
              "<key>.");

  @Override
  public String group() {
    return "generic";
  }

  @Override
  public List<Command> commands() {
    return List.of(
        container(
                "OBJECT",
                "2.2.3",
                row("OBJECT ENCODING", ObjectCommands::encoding),
                row("OBJECT FREQ", ObjectCommands::freq),
                row("OBJECT IDLETIME", ObjectCommands::idletime),
                row("OBJECT REFCOUNT", ObjectCommands::refcount),
                command(
                        "OBJECT HELP",
                        "2.2.3",
                        2,
                        NONE,
                        flags(LOADING, STALE),
                        ObjectCommands::help)
                    .categories("keyspace"))
            .categories("keyspace"));
  }

  private static Command row(String name, Handler handler) {
    return command(name, "2.2.3", 3, key(2), flags(READONLY), handler).categories("keyspace");
  }

  private static Reply help(Call call) {
    return HELP_TEXT.reply(call);
  }

  private static Reply encoding(Call call) {
    Database.Stored stored = call.db().look(call.args().bytes(2));
    if (stored == null) {
      return Reply.NULL;
    }
    return Reply.bulk(Representation.encoding(call.settings(), stored));
  }

  private static Reply refcount(Call call) {
    Database.Stored stored = call.db().look(call.args().bytes(2));
    if (stored == null) {
      return Reply.NULL;
    }
    return Reply.integer(Representation.references(call, stored));
  }

  private static boolean isLfu(Call call) {
    return call.settings().text("maxmemory-policy").endsWith("-lfu");
  }

  private static Reply idletime(Call call) {
    Database.Stored stored = call.db().look(call.args().bytes(2));
    if (stored == null) {
      return Reply.NULL;
    }
    if (isLfu(call)) {
      throw Errors.error(
          "ERR An LFU maxmemory policy is selected, idle time not tracked. Please note that when"
              + " switching between policies at runtime LRU and LFU data will take some time to"
              + " adjust.");
    }
    return Reply.integer(Math.max(0, call.now() - stored.accessedAt()) / 1000);
  }

  private static Reply freq(Call call) {
    Database.Stored stored = call.db().look(call.args().bytes(2));
    if (stored == null) {
      return Reply.NULL;
    }
    if (!isLfu(call)) {
      throw Errors.error(
          "ERR An LFU maxmemory policy is not selected, access frequency not tracked. Please note"
              + " that when switching between policies at runtime LRU and LFU data will take some"
              + " time to adjust.");
    }
    return Reply.integer(stored.frequency(call.now(), call.settings()));
  }
}
