package io.fakeredis.core.script;

import io.fakeredis.api.Args;
import io.fakeredis.api.Bytes;
import io.fakeredis.api.Command;
import io.fakeredis.api.CommandException;
import io.fakeredis.api.Doubles;
import io.fakeredis.api.Errors;
import io.fakeredis.api.Feature;
import io.fakeredis.api.Flag;
import io.fakeredis.api.Reply;
import io.fakeredis.core.engine.CommandTable;
import io.fakeredis.core.engine.Engine;
import io.fakeredis.core.engine.Session;
import io.fakeredis.core.profile.CommandFacts;
import io.fakeredis.core.script.lua.CallFrame;
import io.fakeredis.core.script.lua.LuaError;
import io.fakeredis.core.script.lua.LuaString;
import io.fakeredis.core.script.lua.LuaTable;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What {@code redis.call} and {@code redis.pcall} do: the way from a script to the commands. */
final class CommandBridge {
  /** Numbers as arguments: %.17g at first, from 7.2 on the shortest text. */
  private static final Feature SHORTEST = Feature.since("LUA.shortest-number-arguments", "7.2");

  private static final Feature SUBCOMMAND_ROWS = Feature.since("COMMAND.subcommand-rows", "7.0");
  private static final double MOST_EXACT = 0x1p62;

  private final ScriptHost host;
  private final Wording wording;

  CommandBridge(ScriptHost host) {
    this.host = host;
    this.wording = host.wording();
  }

  /** {@code redis.call}: an error reply ends the script, unless it catches it. */
  int call(CallFrame frame) {
    Object value = answer(frame);
    if (value instanceof LuaTable table && table.get(host.fields().err) != null) {
      // up to 6.2 the text alone is thrown, from 7.0 on the table
      throw new LuaError(wording.hasCodes() ? table : table.get(host.fields().err));
    }
    return frame.result(value);
  }

  /** {@code redis.pcall}: an error reply is a value like others. */
  int pcall(CallFrame frame) {
    return frame.result(answer(frame));
  }

  private @Nullable Object answer(CallFrame frame) {
    Args args;
    try {
      args = arguments(frame);
    } catch (CommandException e) {
      return host.error(frame, String.valueOf(e.getMessage()));
    }
    Session session = host.run().session();
    CommandTable.Row row = null;
    try {
      row = find(session.engine(), args);
      check(session, row, args);
    } catch (CommandException e) {
      return refused(frame, row, e);
    }
    Reply reply = session.engine().executor().runAtOnce(session, row, args);
    Object value = host.replies().value(reply, session.protocolOfCalls());
    host.run().determinism().sort(row, value);
    return value;
  }

  /** Since 7.0 it counts that a call was refused, and no longer that the script ends by it. */
  private LuaTable refused(
      CallFrame frame, CommandTable.@Nullable Row row, CommandException refusal) {
    LuaTable error = host.error(frame, String.valueOf(refusal.getMessage()));
    if (wording.hasCodes()) {
      host.engine().executor().tellRefused(row, refusal);
      error.put(host.fields().ignoresStatistics, true);
    }
    return error;
  }

  private void check(Session session, CommandTable.Row row, Args args) {
    Engine engine = session.engine();
    if (isNoScript(row, engine)) {
      throw Errors.error(wording.notAllowed());
    }
    Run run = host.run();
    run.determinism().check(row);
    checkReads(run, row.command());
    engine.executor().admitFromScript(session, row, args);
    if (row.command().has(Flag.WRITE)) {
      run.writes();
    }
    checkMemory(run, row.command());
  }

  /** The words of a call, of which each must be a string or a number. */
  Args arguments(CallFrame frame) {
    int count = frame.count();
    if (count == 0) {
      throw Errors.error(wording.noArguments());
    }
    Bytes[] words = new Bytes[count];
    for (int i = 0; i < count; i++) {
      words[i] = word(frame.get(i + 1));
    }
    return Args.of(words);
  }

  private Bytes word(@Nullable Object value) {
    if (value instanceof LuaString string) {
      return Bytes.wrap(string.bytes());
    }
    if (value instanceof Double number) {
      return number(number);
    }
    throw Errors.error(wording.badArgument());
  }

  private Bytes number(double value) {
    if (Double.isNaN(value)) {
      return Bytes.of(Double.doubleToRawLongBits(value) < 0 ? "-nan" : "nan");
    }
    if (!host.profile().has(SHORTEST)) {
      return Bytes.latin(Doubles.seventeenDigits(value));
    }
    boolean integer = value == Math.rint(value) && Math.abs(value) <= MOST_EXACT;
    return integer ? Bytes.of((long) value) : Bytes.latin(Doubles.shortest(value));
  }

  private CommandTable.Row find(Engine engine, Args args) {
    CommandTable.Row row;
    try {
      row = engine.executor().resolveName(args);
    } catch (CommandException e) {
      boolean named = wording.namesUnknownSubcommands() && isCommand(engine, args);
      throw named ? e : Errors.error(unknown(engine, args));
    }
    boolean byContainer = row.container() != null && !host.profile().has(SUBCOMMAND_ROWS);
    if (!byContainer && !row.command().accepts(args.count())) {
      throw Errors.error(wording.wrongArity());
    }
    return row;
  }

  /** What the real server has and this one has not, scripts can be refused all the same. */
  private String unknown(Engine engine, Args args) {
    CommandFacts facts = engine.facts().command(args.text(0).toLowerCase(Locale.ROOT));
    boolean refused = facts != null && facts.flags().contains("noscript");
    return refused ? wording.notAllowed() : wording.unknownCommand();
  }

  private static boolean isCommand(Engine engine, Args args) {
    return engine.executor().table().find(args.bytes(0)) != null;
  }

  /** Before 7.0 a subcommand has the flags of its container. */
  private boolean isNoScript(CommandTable.Row row, Engine engine) {
    if (engine.settings().number("disable-deny-scripts") != 0) {
      return false;
    }
    if (engine.profile().has(SUBCOMMAND_ROWS)) {
      return row.command().has(Flag.NOSCRIPT);
    }
    CommandTable.Row top = row.container() == null ? row : row.container();
    return top.command().has(Flag.NOSCRIPT)
        || top.subcommands().stream().anyMatch(one -> one.command().has(Flag.NOSCRIPT));
  }

  private void checkMemory(Run run, Command command) {
    boolean exhausted =
        command.has(Flag.DENYOOM) && host.engine().keyspace().eviction().isExhausted();
    if (exhausted && !run.needsNoRoom()) {
      throw Errors.error(wording.noMemory());
    }
  }

  private static void checkReads(Run run, Command command) {
    boolean writes = command.has(Flag.WRITE) || command.has(Flag.MAY_REPLICATE);
    if (run.isReadOnly() && writes) {
      throw Errors.error("ERR Write commands are not allowed from read-only scripts.");
    }
  }
}
