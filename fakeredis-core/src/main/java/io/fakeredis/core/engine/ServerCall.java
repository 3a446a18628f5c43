package io.fakeredis.core.engine;

import io.fakeredis.api.Args;
import io.fakeredis.api.Bytes;
import io.fakeredis.api.Call;
import io.fakeredis.api.Command;
import io.fakeredis.api.Handler;
import io.fakeredis.api.OptionValues;
import io.fakeredis.api.Result;
import org.jspecify.annotations.Nullable;

/** A call with the session and the engine in sight, for the families of core.control. */
public final class ServerCall extends ServerContext implements Call {
  private final CommandTable.Row row;
  private final Args args;
  private @Nullable OptionValues options;

  ServerCall(Engine engine, Session session, CommandTable.Row row, Args args) {
    super(engine, session);
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
      parsed = row.command().options().parse(args, profile());
      options = parsed;
    }
    return parsed;
  }

  @Override
  public boolean isFromScript() {
    return session().context() == Session.Context.SCRIPT;
  }

  @Override
  public boolean mayReadAnyKey() {
    return session().user().mayReadAnyKey(session(), row, args);
  }

  @Override
  public boolean mayRead(Bytes key) {
    return session().user().mayRead(key);
  }

  @Override
  public int protocol() {
    return session().protocolOfCalls();
  }
}
