package io.fakeredis.core.engine;

import io.fakeredis.api.Args;
import io.fakeredis.api.Bytes;
import io.fakeredis.api.Call;
import io.fakeredis.api.Command;
import io.fakeredis.api.CommandException;
import io.fakeredis.api.Database;
import io.fakeredis.api.Handler;
import io.fakeredis.api.OptionValues;
import io.fakeredis.api.Profile;
import io.fakeredis.api.Reply;
import io.fakeredis.api.Result;
import io.fakeredis.api.Settings;
import io.fakeredis.api.ValueType;
import java.util.List;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** A call with the session and the engine in sight, for the families of core.control. */
public final class ServerCall implements Call {
  private final Engine engine;
  private final Session session;
  private final CommandTable.Row row;
  private final Args args;
  private @Nullable OptionValues options;

  ServerCall(Engine engine, Session session, CommandTable.Row row, Args args) {
    this.engine = engine;
    this.session = session;
    this.row = row;
    this.args = args;
  }

  /** A handler that needs the session or the engine. */
  @FunctionalInterface
  public interface ServerHandler {
    Result handle(ServerCall call);
  }

  /** Makes such a handler fit for a command's row. */
  public static Handler server(ServerHandler handler) {
    return call -> handler.handle((ServerCall) call);
  }

  public Engine engine() {
    return engine;
  }

  public Session session() {
    return session;
  }

  public CommandTable.Row row() {
    return row;
  }

  @Override
  public Command command() {
    return row.command();
  }

  @Override
  public Args args() {
    return args;
  }

  @Override
  public OptionValues options() {
    OptionValues parsed = options;
    if (parsed == null) {
      parsed = row.command().options().parse(args, engine.profile());
      options = parsed;
    }
    return parsed;
  }

  @Override
  public Database db() {
    return engine.keyspace().database(session.database());
  }

  @Override
  public Database db(long index) {
    return engine.keyspace().database(index);
  }

  @Override
  public long now() {
    return engine.keyspace().now();
  }

  @Override
  public RandomGenerator random() {
    return engine.random();
  }

  @Override
  public Settings settings() {
    return engine.settings();
  }

  @Override
  public Profile profile() {
    return engine.profile();
  }

  @Override
  public List<ValueType<?>> valueTypes() {
    return engine.valueTypes();
  }

  @Override
  public boolean isFromScript() {
    return session.context() == Session.Context.SCRIPT;
  }

  @Override
  public <T> T part(Class<T> type, Supplier<T> made) {
    return engine.part(type, ignored -> made.get());
  }

  @Override
  public Reply call(Bytes... words) {
    Args other = Args.of(words);
    try {
      return engine.executor().runAtOnce(session, engine.executor().resolve(other), other);
    } catch (CommandException e) {
      return e.reply();
    }
  }

  @Override
  public boolean mayReadAnyKey() {
    return session.user().mayReadAnyKey(session, row, args);
  }

  @Override
  public int protocol() {
    return session.protocolOfCalls();
  }
}
