package io.fakeredis.core.replication;

import io.fakeredis.api.Args;
import io.fakeredis.api.Bytes;
import io.fakeredis.api.Feature;
import io.fakeredis.api.Flag;
import io.fakeredis.api.Reply;
import io.fakeredis.api.Result;
import io.fakeredis.api.Wait;
import io.fakeredis.core.engine.CallObserver;
import io.fakeredis.core.engine.CommandTable;
import io.fakeredis.core.engine.Engine;
import io.fakeredis.core.engine.Session;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;

/**
 * Tells replicas of all that changes the data set: calls as they were made or, where chance or time
 * have a part in them, calls that come to the same. What one client's call did is told when it is
 * over, in a transaction if that is more than one call.
 */
final class CommandStream implements CallObserver, Engine.Observer {
  /** Up to 6.2 a key that has expired is told of at once, and a script is always a transaction. */
  private static final Feature UNITS = Feature.since("REPLICATION.units", "7.0");

  /** Up to 7.0 the database of the first call is selected in front of the transaction. */
  private static final Feature SELECTS_INSIDE = Feature.since("REPLICATION.select-inside", "7.2");

  private static final Feature SCRIPTS_NOT_TOLD = Feature.since("SCRIPT.not-told-replicas", "7.0");

  /** They do nothing by themselves. */
  private static final Set<String> CONTAINERS =
      Set.of("EXEC", "EVAL", "EVALSHA", "EVAL_RO", "EVALSHA_RO", "FCALL", "FCALL_RO");

  /** They change something, though not the keys; and some are told of though they do not. */
  private static final Set<String> ALWAYS_TOLD =
      Set.of(
          "FLUSHALL",
          "FLUSHDB",
          "PUBLISH",
          "SPUBLISH",
          "FUNCTION LOAD",
          "FUNCTION DELETE",
          "FUNCTION FLUSH",
          "FUNCTION RESTORE");

  private static final Set<String> SCRIPT_CACHE = Set.of("SCRIPT LOAD", "SCRIPT FLUSH");
  private static final int NO_DATABASE = -1;

  private final Engine engine;
  private final Followers followers;
  private final Effects effects;
  private final List<Operation> unit = new ArrayList<>();
  private final Deque<Running> running = new ArrayDeque<>();
  private int selected = NO_DATABASE;
  private long changesSeen;

  /** A call that is being run. Calls that it makes are a part of it, unless it is a container. */
  private record Running(long changesBefore, boolean container) {}

  CommandStream(Engine engine, Followers followers) {
    this.engine = engine;
    this.followers = followers;
    this.effects = new Effects(engine);
    this.changesSeen = engine.keyspace().changes();
    engine.observe(this);
    engine.executor().observe(this);
  }

  /** Has the database told again before the next call: a new replica has not heard of it. */
  void selectAgain() {
    selected = NO_DATABASE;
  }

  @Override
  public void starting(Session session, CommandTable.Row row, Args args) {
    boolean container = CONTAINERS.contains(row.command().name());
    running.push(new Running(engine.keyspace().changes(), container));
  }

  @Override
  public void ended(Session session, CommandTable.Row row, Args args, Result result, long nanos) {
    if (running.isEmpty()) {
      return; // it began before there was anybody to be told
    }
    Running call = running.pop();
    boolean isPart = !running.isEmpty() && !running.peek().container();
    if (!call.container() && !isPart) {
      Reply reply = result instanceof Wait wait ? wait.insteadOfWaiting() : (Reply) result;
      add(session, row, args, reply, call.changesBefore());
    }
    if (running.isEmpty()) {
      over(session, call.container());
    }
  }

  @Override
  public void waited(Session session, CommandTable.Row row, Args args, Reply reply, long nanos) {
    add(session, row, args, reply, changesSeen);
    over(session, false);
  }

  @Override
  public void waitedInVain(Session session, CommandTable.Row row, Args args, Reply reply) {}

  private void add(
      Session session, CommandTable.Row row, Args args, Reply reply, long changesBefore) {
    String name = row.command().name();
    boolean changed = engine.keyspace().changes() != changesBefore && !isForThisServer(row);
    if (!changed && (!isAlwaysTold(name) || reply instanceof Reply.Error)) {
      return;
    }
    int database = session.database();
    for (Args effect : effects.of(name, new Done(engine, database, args, reply))) {
      unit.add(new Operation(database, effect));
    }
  }

  /** What administers the server itself, as DEBUG does, is no replica's business. */
  private static boolean isForThisServer(CommandTable.Row row) {
    return row.command().has(Flag.ADMIN) && !row.command().has(Flag.WRITE);
  }

  private boolean isAlwaysTold(String name) {
    return ALWAYS_TOLD.contains(name)
        || (SCRIPT_CACHE.contains(name) && !engine.profile().has(SCRIPTS_NOT_TOLD));
  }

  private void over(Session session, boolean container) {
    changesSeen = engine.keyspace().changes();
    if (!unit.isEmpty()) {
      boolean always = container && !engine.profile().has(UNITS);
      tellUnit(always || unit.size() > 1);
    }
    LastWrite.of(session).offset(followers.offset());
  }

  private void tellUnit(boolean asTransaction) {
    if (asTransaction) {
      if (!engine.profile().has(SELECTS_INSIDE)) {
        select(unit.get(0).database());
      }
      followers.tell(Args.of("MULTI"));
    }
    for (Operation operation : unit) {
      select(operation.database());
      followers.tell(operation.call());
    }
    if (asTransaction) {
      followers.tell(Args.of("EXEC"));
    }
    unit.clear();
  }

  private void select(int database) {
    if (database != selected) {
      selected = database;
      followers.tell(Args.of("SELECT", Integer.toString(database)));
    }
  }

  /** The server has done something by itself, perhaps in the midst of a call. */
  private void addOwn(int database, Args call) {
    unit.add(new Operation(database, call));
    if (running.isEmpty()) {
      tellUnit(false);
    } else if (!engine.profile().has(UNITS)) {
      Operation own = unit.remove(unit.size() - 1);
      select(own.database());
      followers.tell(own.call());
    }
  }

  @Override
  public void expired(int database, Bytes key) {
    addOwn(database, Done.call(effects.removal("lazyfree-lazy-expire"), key));
  }

  @Override
  public void expiredInside(int database, Bytes key, List<Bytes> members) {
    for (Bytes member : members) {
      addOwn(database, Args.of(Bytes.of("HDEL"), key, member));
    }
  }

  @Override
  public void event(int database, char eventClass, String event, Bytes key, List<Bytes> subkeys) {
    if (eventClass == 'e') {
      addOwn(database, Done.call(effects.removal("lazyfree-lazy-eviction"), key));
    }
  }
}
