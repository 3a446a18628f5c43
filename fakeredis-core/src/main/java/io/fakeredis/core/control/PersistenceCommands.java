package io.fakeredis.core.control;

import static io.fakeredis.api.Command.command;
import static io.fakeredis.api.Flag.ADMIN;
import static io.fakeredis.api.Flag.ALLOW_BUSY;
import static io.fakeredis.api.Flag.FAST;
import static io.fakeredis.api.Flag.LOADING;
import static io.fakeredis.api.Flag.NOSCRIPT;
import static io.fakeredis.api.Flag.NO_MULTI;
import static io.fakeredis.api.Flag.STALE;
import static io.fakeredis.api.Flag.flags;
import static io.fakeredis.api.Keys.NONE;
import static io.fakeredis.core.engine.ServerCall.server;

import io.fakeredis.api.Args;
import io.fakeredis.api.Command;
import io.fakeredis.api.CommandFamily;
import io.fakeredis.api.Errors;
import io.fakeredis.api.Feature;
import io.fakeredis.api.Reply;
import io.fakeredis.core.engine.ServerCall;
import io.fakeredis.core.engine.Session;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The commands that write the data set to disk, and the one that ends the server. */
final class PersistenceCommands implements CommandFamily {
  /** From 7.0 on a transaction is over before a process is made that writes what it left. */
  private static final Feature AFTER_EXEC = Feature.since("BGSAVE.after-exec", "7.0");

  private static final Feature CANCEL = Feature.since("BGSAVE.CANCEL", "valkey 8.1");

  private static final Feature SHUTDOWN_OPTIONS = Feature.since("SHUTDOWN.ABORT", "7.0");

  @Override
  public String group() {
    return "server";
  }

  @Override
  public List<Command> commands() {
    return List.of(
        command("SAVE", "1.0", 1, NONE, flags(ADMIN, NOSCRIPT), server(PersistenceCommands::save)),
        command(
            "SAVE",
            "7.0",
            1,
            NONE,
            flags(ADMIN, NOSCRIPT, NO_MULTI),
            server(PersistenceCommands::save)),
        command(
            "BGSAVE", "1.0", -1, NONE, flags(ADMIN, NOSCRIPT), server(PersistenceCommands::bgsave)),
        command(
            "BGREWRITEAOF",
            "1.0",
            1,
            NONE,
            flags(ADMIN, NOSCRIPT),
            server(PersistenceCommands::bgrewriteaof)),
        command(
                "LASTSAVE",
                "1.0",
                1,
                NONE,
                flags(LOADING, STALE, FAST),
                server(PersistenceCommands::lastsave))
            .categories("admin", "dangerous"),
        command(
            "SHUTDOWN",
            "1.0",
            -1,
            NONE,
            flags(ADMIN, NOSCRIPT, LOADING, STALE),
            server(PersistenceCommands::shutdown)),
        command(
            "SHUTDOWN",
            "7.0",
            -1,
            NONE,
            flags(ADMIN, NOSCRIPT, LOADING, STALE, NO_MULTI, ALLOW_BUSY),
            server(PersistenceCommands::shutdown)));
  }

  private static Reply save(ServerCall call) {
    try {
      Persistence.of(call.engine()).save();
    } catch (IOException e) {
      throw Errors.error("ERR");
    }
    return Reply.OK;
  }

  /** The data set is small and the disk is quick: it is all done when the reply comes. */
  private static Reply bgsave(ServerCall call) {
    Args args = call.args();
    Persistence persistence = Persistence.of(call.engine());
    if (args.count() == 2 && args.is(1, "CANCEL") && call.has(CANCEL)) {
      return cancel(persistence);
    }
    if (args.count() > 2 || (args.count() == 2 && !args.is(1, "SCHEDULE"))) {
      throw Errors.syntax();
    }
    persistence.schedule();
    return inBackground(call, "saving", persistence::saveIfScheduled);
  }

  /** What is not scheduled is done: nothing is ever found at work. */
  private static Reply cancel(Persistence persistence) {
    if (!persistence.unschedule()) {
      throw Errors.error("ERR Background saving is currently not in progress or scheduled");
    }
    return Reply.simple("Scheduled background saving cancelled");
  }

  private static Reply bgrewriteaof(ServerCall call) {
    return inBackground(
        call, "append only file rewriting", Persistence.of(call.engine())::rewriteAppendOnlyFile);
  }

  private interface Work {
    void run() throws IOException;
  }

  private static Reply inBackground(ServerCall call, String what, Work work) {
    if (call.session().context() == Session.Context.TRANSACTION && call.has(AFTER_EXEC)) {
      call.engine().afterwards(() -> tryTo(work));
      return Reply.simple("Background " + what + " scheduled");
    }
    tryTo(work);
    return Reply.simple("Background " + what + " started");
  }

  private static void tryTo(Work work) {
    try {
      work.run();
    } catch (IOException e) {
      // the real server tells of it in its log and in INFO only
    }
  }

  private static Reply lastsave(ServerCall call) {
    return Reply.integer(Persistence.of(call.engine()).savedAt());
  }

  private static Reply shutdown(ServerCall call) {
    Set<String> options = options(call);
    if (options.contains("ABORT")) {
      throw Errors.error("ERR No shutdown in progress.");
    }
    boolean wanted = options.contains("SAVE") || Persistence.of(call.engine()).hasSavePoints();
    if (wanted && !options.contains("NOSAVE")) {
      try {
        Persistence.of(call.engine()).save();
      } catch (IOException e) {
        if (!options.contains("FORCE")) {
          throw Errors.error("ERR Errors trying to SHUTDOWN. Check logs.");
        }
      }
    }
    call.engine().close();
    return Reply.NONE;
  }

  private static Set<String> options(ServerCall call) {
    Args args = call.args();
    Set<String> known =
        call.has(SHUTDOWN_OPTIONS)
            ? Set.of("SAVE", "NOSAVE", "NOW", "FORCE", "ABORT")
            : Set.of("SAVE", "NOSAVE");
    Set<String> options = new HashSet<>();
    for (int i = 1; i < args.count(); i++) {
      options.add(args.text(i).toUpperCase(Locale.ROOT));
    }
    boolean sound =
        known.containsAll(options)
            && (call.has(SHUTDOWN_OPTIONS) || args.count() <= 2)
            && !(options.contains("ABORT") && options.size() > 1)
            && !options.containsAll(Set.of("SAVE", "NOSAVE"));
    if (!sound) {
      throw Errors.syntax();
    }
    return options;
  }
}
