package io.fakeredis.core.script;

import io.fakeredis.api.Args;
import io.fakeredis.api.Bytes;
import io.fakeredis.api.Command;
import io.fakeredis.api.CommandException;
import io.fakeredis.api.Feature;
import io.fakeredis.api.Flag;
import io.fakeredis.core.engine.CommandTable;
import io.fakeredis.core.engine.Engine;
import io.fakeredis.core.engine.Guard;
import io.fakeredis.core.engine.Session;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * While a script takes its time, others can do little but end it. Those that declare not to write
 * are harmless.
 */
public final class BusyGuard implements Guard {
  private static final Feature MAY_TALK = Feature.since("BUSY.clients-may-talk", "valkey 9.0");

  /** With what a client tells of itself and nothing else. */
  private static final Set<String> TALKS_OF_ITSELF =
      Set.of(
          "CLIENT CACHING",
          "CLIENT CAPA",
          "CLIENT GETNAME",
          "CLIENT GETREDIR",
          "CLIENT ID",
          "CLIENT NO-EVICT",
          "CLIENT NO-TOUCH",
          "CLIENT REPLY",
          "CLIENT SETINFO",
          "CLIENT SETNAME",
          "SELECT");

  @Override
  public void check(Session session, CommandTable.Row row, Args args) {
    if (!session.engine().isBusy() || isAllowed(session, row.command(), args)) {
      return;
    }
    Runs runs = Runs.of(session.engine());
    Run run = runs.current();
    if (run != null) {
      throw runs.busy(run);
    }
  }

  @Override
  public boolean isHarmless(Session session, CommandTable.Row row, Args args) {
    Set<ScriptFlag> flags = flags(session.engine(), row.command().name(), args);
    return flags != null && flags.contains(ScriptFlag.NO_WRITES);
  }

  private static @Nullable Set<ScriptFlag> flags(Engine engine, String name, Args args) {
    switch (name) {
      case "EVAL" -> {
        return declared(engine, args.bytes(1));
      }
      case "EVALSHA" -> {
        Script script = Scripts.of(engine).find(args.bytes(1));
        return script == null ? null : script.flags();
      }
      case "FCALL" -> {
        LibraryFunction function = Functions.of(engine).find(args.text(1));
        return function == null ? null : function.flags();
      }
      default -> {
        return null;
      }
    }
  }

  /** A script with a faulty first line says so when its turn comes. */
  private static @Nullable Set<ScriptFlag> declared(Engine engine, Bytes body) {
    try {
      return Shebang.flags(body, engine.profile());
    } catch (CommandException e) {
      return null;
    }
  }

  /** To save what a script has only half done would be no good: SHUTDOWN must not. */
  private static boolean isAllowed(Session session, Command command, Args args) {
    if (command.name().equals("SHUTDOWN")) {
      return args.count() == 2 && args.is(1, "NOSAVE");
    }
    return command.has(Flag.ALLOW_BUSY)
        || (TALKS_OF_ITSELF.contains(command.name()) && session.engine().profile().has(MAY_TALK));
  }
}
