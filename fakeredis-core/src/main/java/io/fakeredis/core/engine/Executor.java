package io.fakeredis.core.engine;

import io.fakeredis.api.Args;
import io.fakeredis.api.Bytes;
import io.fakeredis.api.CommandException;
import io.fakeredis.api.Errors;
import io.fakeredis.api.Feature;
import io.fakeredis.api.Flag;
import io.fakeredis.api.Reply;
import io.fakeredis.api.Result;
import io.fakeredis.api.Wait;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The one door: takes a call through the table, the guards and the handler. */
public final class Executor {
  /** Since 7.0 a subcommand is a row of its own, with its own arity and its own name in errors. */
  private static final Feature SUBCOMMAND_ROWS = Feature.since("COMMAND.subcommand-rows", "7.0");

  /** Since 8.6 an unknown command without arguments is not said to have any. */
  private static final Feature SHOWS_NO_NOTHING = Feature.since("ERROR.no-empty-args", "8.6");

  private static final Feature LOGIN_FIRST = Feature.since("AUTH.before-lookup", "valkey 9.1");

  private static final int SHOWN_CHARS = 128;

  private final Engine engine;

  /** When the last call ended, or the work began: one look at the clock a call is enough. */
  private long stamp;

  private final CommandTable table;
  private final List<Guard> guards;
  private final PerRow<Guard[]> concerned = new PerRow<>(this::concerned);
  private CallObserver[] observers = {};

  Executor(Engine engine, CommandTable table, List<Guard> guards) {
    this.engine = engine;
    this.table = table;
    this.guards = List.copyOf(guards);
  }

  /**
   * Takes a client's call from the look-up to the reply.
   *
   * @return null if the client waits now
   */
  @Nullable Reply execute(Session session, Args args) {
    Transaction transaction = session.transaction();
    CommandTable.Row row = null;
    try {
      if (session.needsLogin() && engine.profile().has(LOGIN_FIRST)) {
        row = table.find(args.bytes(0));
        requireLogin(row);
      }
      row = resolveName(args);
      session.calling(row);
      check(session, row, args);
    } catch (CommandException e) {
      session.calling(row);
      if (row == null && args.bytes(0).is("QUIT")) {
        session.closeAfterReply(); // no command before 7.0
        return Reply.OK;
      }
      if (row == null && isWebPage(args.bytes(0))) {
        session.close();
        return null;
      }
      return refuse(session, row, e);
    }
    if (transaction != null && !row.command().has(Flag.NO_QUEUE)) {
      transaction.queue(row, args);
      return Reply.QUEUED;
    }
    if (engine.pause().holdsBack(session, row, args)) {
      session.postpone(args);
      return null;
    }
    calling(session);
    Result result = run(session, row, args);
    if (result instanceof Wait wait) {
      engine.waiters().add(session, wait, row, args);
      return null;
    }
    return (Reply) result;
  }

  /** Browsers can be made to talk to a server; the real one hangs up, before 7.0 by commands. */
  private static boolean isWebPage(Bytes name) {
    return name.is("POST") || name.is("HOST:");
  }

  /** Has all who observe hear that a call was refused. */
  public void tellRefused(CommandTable.@Nullable Row row, CommandException error) {
    for (CallObserver observer : observers) {
      observer.refused(row, error.reply());
    }
  }

  /** Refuses a call that was not even looked at, as if one of the guards had. */
  public Reply refuse(Session session, Args args, CommandException error) {
    return refuse(session, table.find(args.bytes(0)), error);
  }

  /** A refused call spoils the transaction that it was meant for; EXEC itself ends it. */
  private Reply refuse(Session session, CommandTable.@Nullable Row row, CommandException error) {
    tellRefused(row, error);
    Transaction transaction = session.transaction();
    if (transaction != null) {
      transaction.spoil();
    }
    if (row == null || !row.command().has(Flag.RUNS_TRANSACTION)) {
      return error.reply();
    }
    session.endTransaction();
    String reason = error.reply().message().replaceFirst("^ERR ", "");
    return Reply.error("EXECABORT Transaction discarded because of: " + reason);
  }

  /**
   * Finds the command and checks whether the session may call it.
   *
   * @throws CommandException with the error reply if not
   */
  public CommandTable.Row admit(Session session, Args args) {
    CommandTable.Row row = resolveName(args);
    check(session, row, args);
    return row;
  }

  /**
   * Checks whether a script of the session may make the call.
   *
   * @throws CommandException with the error that the script gets if not
   */
  public void admitFromScript(Session session, CommandTable.Row row, Args args) {
    for (Guard guard : guards) {
      guard.checkFromScript(session, row, args);
    }
  }

  /**
   * Checks whether the session may begin a script that declares that it writes.
   *
   * @throws CommandException with the error that the client gets if not
   */
  public void admitWritingScript(Session session) {
    for (Guard guard : guards) {
      guard.checkWritingScript(session);
    }
  }

  /** Whether a call whose command may write is known not to. */
  boolean isHarmless(Session session, CommandTable.Row row, Args args) {
    for (Guard guard : guards) {
      if (guard.isHarmless(session, row, args)) {
        return true;
      }
    }
    return false;
  }

  /** Strangers are not told which commands there are. */
  private static void requireLogin(CommandTable.@Nullable Row row) {
    if (row == null || !row.command().has(Flag.NO_AUTH)) {
      throw AuthGuard.notLoggedIn();
    }
  }

  private void check(Session session, CommandTable.Row row, Args args) {
    checkArity(row, args);
    for (Guard guard : concerned.get(row)) {
      guard.check(session, row, args);
    }
  }

  /** The guards that calls of a row have to pass. To make the row is no part of the call. */
  private Guard[] concerned(CommandTable.Row row) {
    startTiming();
    List<Guard> concerned = new ArrayList<>();
    for (Guard guard : guards) {
      if (guard.concerns(row.command(), engine.profile())) {
        concerned.add(guard);
      }
    }
    return concerned.toArray(Guard[]::new);
  }

  /**
   * Finds the row of a call and checks the number of its arguments.
   *
   * @throws CommandException if there is no such command or subcommand, or its arity is another
   */
  public CommandTable.Row resolve(Args args) {
    CommandTable.Row row = resolveName(args);
    checkArity(row, args);
    return row;
  }

  private void checkArity(CommandTable.Row row, Args args) {
    if (!row.command().accepts(args.count()) && !isLenient(row, args)) {
      throw Errors.arity(row.command());
    }
  }

  /**
   * Finds the row of a call, however many arguments it has.
   *
   * @throws CommandException if there is no such command or subcommand
   */
  public CommandTable.Row resolveName(Args args) {
    CommandTable.Row row = table.find(args.bytes(0));
    if (row == null) {
      throw unknown(args);
    }
    if (row.isContainer() && args.count() > 1) {
      CommandTable.Row subcommand = row.subcommand(args.bytes(1));
      if (subcommand != null) {
        row = subcommand;
      } else if (engine.profile().has(SUBCOMMAND_ROWS)) {
        throw unknownSubcommand(row, args);
      }
    }
    return row;
  }

  /** Before 7.0 the container alone has an arity; its handler complains of the rest. */
  private boolean isLenient(CommandTable.Row row, Args args) {
    return row.command().name().indexOf(' ') > 0
        && !engine.profile().has(SUBCOMMAND_ROWS)
        && args.count() > 1;
  }

  /** Runs a call that was admitted; the result may be the wish to wait. */
  Result run(Session session, CommandTable.Row row, Args args) {
    for (CallObserver observer : observers) {
      observer.starting(session, row, args);
    }
    session.runs(row, args);
    long started = stamp;
    Result result = handle(session, row, args);
    if (result instanceof Wait wait) {
      result = attempt(session, wait);
    }
    stamp = TimeSource.nanos();
    if (!(result instanceof Wait) || session.context() != Session.Context.CLIENT) {
      session.countCall();
    }
    for (CallObserver observer : observers) {
      observer.ended(session, row, args, result, stamp - started);
    }
    return result;
  }

  void calling(Session session) {
    for (CallObserver observer : observers) {
      observer.calling(session);
    }
  }

  void lookedUp(int database, Bytes key, boolean found) {
    for (CallObserver observer : observers) {
      observer.lookedUp(database, key, found);
    }
  }

  /** A call that waited was served. */
  void waited(Waiter waiter, Reply reply, long nanos) {
    waiter.session().countCall();
    for (CallObserver observer : observers) {
      observer.waited(waiter.session(), waiter.row(), waiter.args(), reply, nanos);
    }
  }

  /** A call that waited has its reply though nobody served it. */
  void waitedInVain(Waiter waiter, Reply reply) {
    waiter.session().countCall();
    for (CallObserver observer : observers) {
      observer.waitedInVain(waiter.session(), waiter.row(), waiter.args(), reply);
    }
  }

  /** From now on time counts for the next call. */
  void startTiming() {
    stamp = TimeSource.nanos();
  }

  public void observe(CallObserver observer) {
    observers = Arrays.copyOf(observers, observers.length + 1);
    observers[observers.length - 1] = observer;
  }

  public void forget(CallObserver observer) {
    observers = Arrays.stream(observers).filter(o -> o != observer).toArray(CallObserver[]::new);
  }

  private Result handle(Session session, CommandTable.Row row, Args args) {
    ServerCall call = new ServerCall(engine, session, row, args);
    try {
      if ((row.isContainer() && args.count() > 1)
          || (isLenient(row, args) && !row.command().accepts(args.count()))) {
        throw Errors.wrongSubcommand(call);
      }
      return row.command().handler().handle(call);
    } catch (CommandException e) {
      return e.reply();
    } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
      return Defect.report(row, e);
    } finally {
      handled(session, row, args);
      engine.keyspace().database(session.database()).endCall();
    }
  }

  private void handled(Session session, CommandTable.Row row, Args args) {
    for (CallObserver observer : observers) {
      observer.handled(session, row, args);
    }
  }

  /** What the client would wait for may be there already. */
  private Result attempt(Session session, Wait wait) {
    try {
      Reply reply = wait.attempt().tryAnswer(wait.keys());
      return reply == null ? wait : reply;
    } catch (CommandException e) {
      return e.reply();
    } finally {
      engine.keyspace().database(session.database()).endCall();
    }
  }

  /** Runs a call where nobody can wait: in EXEC or in a script. */
  public Reply runAtOnce(Session session, CommandTable.Row row, Args args) {
    Result result = run(session, row, args);
    return result instanceof Wait wait ? wait.insteadOfWaiting() : (Reply) result;
  }

  private CommandException unknown(Args args) {
    boolean newer = engine.profile().has(SUBCOMMAND_ROWS);
    String open = newer ? "'" : "`";
    String close = newer ? "' " : "`, ";
    StringBuilder shown = new StringBuilder();
    for (int i = 1; i < args.count() && shown.length() < SHOWN_CHARS; i++) {
      String word = cut(args.bytes(i), SHOWN_CHARS - shown.length());
      shown.append(open).append(word).append(close);
    }
    String name = cut(args.bytes(0), newer ? SHOWN_CHARS : Integer.MAX_VALUE);
    String message = "ERR unknown command " + open + name + open;
    boolean nothingToShow = args.count() == 1 && engine.profile().has(SHOWS_NO_NOTHING);
    return Errors.error(nothingToShow ? message : message + ", with args beginning with: " + shown);
  }

  /** What the real server's formats show of a word: they end at a zero byte. */
  private static String cut(Bytes word, int length) {
    String text = Errors.shown(word.latin());
    return text.substring(0, Math.min(text.length(), length));
  }

  private static CommandException unknownSubcommand(CommandTable.Row row, Args args) {
    return Errors.error(
        "ERR unknown subcommand '"
            + cut(args.bytes(1), SHOWN_CHARS)
            + "'. Try "
            + row.command().name()
            + " HELP.");
  }

  public CommandTable table() {
    return table;
  }
}
