package io.fakeredis.core.engine;

import io.fakeredis.api.Args;
import io.fakeredis.api.Bytes;
import io.fakeredis.api.CommandException;
import io.fakeredis.api.Database;
import io.fakeredis.api.Feature;
import io.fakeredis.api.Reply;
import io.fakeredis.api.ValueType;
import io.fakeredis.api.Wait;
import io.fakeredis.core.engine.WatchedKeys.KeyId;
import io.fakeredis.core.keyspace.KeyDatabase;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The clients that wait in blocking commands. For each key they stand in a queue, first come first
 * served; a key that becomes ready is remembered until the call (the transaction, the script) that
 * made it so is over, and then its queue is served.
 */
public final class Waiters {
  /** From 7.2 on a woken client runs its whole command again instead of being handed the key. */
  private static final Feature RUNS_AGAIN = Feature.since("WAIT.runs-again", "7.2");

  /** From 7.0 on it is the woken client that changes keys, not the one that has woken it. */
  private static final Feature ACTS = Feature.since("WAIT.acts", "7.0");

  private final Engine engine;
  private final Map<KeyId, Set<Waiter>> queues = new HashMap<>();
  private Set<KeyId> ready = new LinkedHashSet<>();
  private int count;
  private boolean serving;

  Waiters(Engine engine) {
    this.engine = engine;
  }

  /** How many clients are waiting. */
  public int count() {
    return count;
  }

  /** The keys that somebody waits for. */
  public int keyCount() {
    return queues.size();
  }

  /** The keys of whose removal somebody wants to know. */
  public long keyCountForRemoval() {
    return queues.values().stream()
        .filter(queue -> any(queue, waiter -> waiter.wish().wakesOnRemoval()))
        .count();
  }

  void add(Session session, Wait wait, CommandTable.Row row, Args args) {
    long now = engine.keyspace().now();
    Waiter waiter = new Waiter(session, wait, row, args, now);
    session.waiter(waiter);
    count++;
    for (Bytes key : wait.keys()) {
      queues
          .computeIfAbsent(new KeyId(waiter.database(), key), id -> new LinkedHashSet<>())
          .add(waiter);
    }
    if (wait.timeoutMillis() > 0) {
      long at = now + wait.timeoutMillis();
      waiter.timer =
          engine.timers().at(at < 0 ? Wait.NEVER : at, () -> end(waiter, wait.onTimeout()));
    }
    planRetry(waiter);
  }

  /** Lets the waiter try again when its wish may come true by the time alone. */
  private void planRetry(Waiter waiter) {
    if (waiter.retry != null) {
      waiter.retry.cancel();
    }
    long at = waiter.wish().retryAt().getAsLong();
    waiter.retry =
        at == Wait.NEVER
            ? null
            : engine.timers().at(at, () -> tryAgain(waiter, waiter.wish().keys()));
  }

  private List<Bytes> servedKeys(Waiter waiter, KeyId ready) {
    return engine.profile().has(RUNS_AGAIN) ? waiter.wish().keys() : List.of(ready.key());
  }

  private void tryAgain(Waiter waiter, List<Bytes> keys) {
    long started = TimeSource.nanos();
    if (engine.profile().has(ACTS)) {
      engine.executor().calling(waiter.session());
      waiter.session().runs(waiter.row(), waiter.args());
    }
    CommandException refusal = refusal(waiter);
    if (refusal == null) {
      serve(waiter, keys, started);
    } else {
      Runnable tell = () -> engine.executor().tellRefused(waiter.row(), refusal);
      end(waiter, refusal.reply(), tell);
    }
    waiter.session().ran();
  }

  /** What the client may do can have changed while it waited; older servers don't mind. */
  private @Nullable CommandException refusal(Waiter waiter) {
    if (engine.profile().has(RUNS_AGAIN)) {
      try {
        waiter.session().user().check(waiter.session(), waiter.row(), waiter.args());
      } catch (CommandException e) {
        return e;
      }
    }
    return null;
  }

  private void serve(Waiter waiter, List<Bytes> keys, long started) {
    Reply reply = tryAnswer(waiter, keys);
    if (reply != null) {
      long nanos = TimeSource.nanos() - started;
      end(waiter, reply, () -> engine.executor().waited(waiter, reply, nanos));
    } else {
      planRetry(waiter);
    }
  }

  /** The key was changed and holds that type. */
  void ready(int database, Bytes key, ValueType<?> type) {
    if (count == 0) {
      return;
    }
    KeyId id = new KeyId(database, key);
    Set<Waiter> queue = queues.get(id);
    if (queue != null && any(queue, waiter -> waiter.wish().type() == type)) {
      ready.add(id);
    }
    if (queue != null && any(queue, waiter -> waiter.wish().wakesOnRemoval())) {
      ready.add(id);
    }
  }

  /** The key is no more. */
  void gone(int database, Bytes key) {
    if (count == 0) {
      return;
    }
    KeyId id = new KeyId(database, key);
    Set<Waiter> queue = queues.get(id);
    if (queue != null && any(queue, waiter -> waiter.wish().wakesOnRemoval())) {
      ready.add(id);
    }
  }

  private static boolean any(
      Collection<Waiter> waiters, java.util.function.Predicate<Waiter> condition) {
    for (Waiter waiter : waiters) {
      if (condition.test(waiter)) {
        return true;
      }
    }
    return false;
  }

  /** All keys of the database (of all if negative) are about to go, or to be exchanged. */
  void flushed(int database) {
    for (Map.Entry<KeyId, Set<Waiter>> queue : queues.entrySet()) {
      if ((database < 0 || queue.getKey().database() == database)
          && any(queue.getValue(), waiter -> waiter.wish().wakesOnRemoval())) {
        ready.add(queue.getKey());
      }
    }
  }

  /** After SWAPDB: keys for which somebody waits may have appeared. */
  public void exchanged(int database) {
    for (KeyId id : queues.keySet()) {
      if (id.database() == database) {
        ready.add(id);
      }
    }
  }

  /** Serves the queues of all keys that became ready; what is served may make others ready. */
  public void serve() {
    if (ready.isEmpty() || serving || engine.isBusy()) {
      return;
    }
    serving = true;
    engine.refreshTime();
    try {
      while (!ready.isEmpty()) {
        Set<KeyId> now = ready;
        ready = new LinkedHashSet<>();
        now.forEach(this::serveQueue);
      }
    } finally {
      serving = false;
    }
  }

  private void serveQueue(KeyId id) {
    Set<Waiter> queue = queues.get(id);
    if (queue == null) {
      return;
    }
    for (Waiter waiter : new ArrayList<>(queue)) {
      if (waiter.session().waiter() == waiter && concerns(waiter, id)) {
        tryAgain(waiter, servedKeys(waiter, id));
      }
    }
  }

  private boolean concerns(Waiter waiter, KeyId id) {
    if (waiter.wish().wakesOnRemoval()) {
      return true;
    }
    KeyDatabase database = engine.keyspace().database(id.database());
    if (engine.profile().has(RUNS_AGAIN) && database.holdsExpired(id.key())) {
      return false; // and the key stays until somebody looks at it
    }
    Database.Stored stored = database.stored(id.key());
    return stored != null && stored.type() == waiter.wish().type();
  }

  private @Nullable Reply tryAnswer(Waiter waiter, List<Bytes> keys) {
    try {
      return waiter.wish().attempt().tryAnswer(keys);
    } catch (CommandException e) {
      return e.reply();
    } finally {
      engine.keyspace().database(waiter.database()).endCall();
    }
  }

  /** Ends a wait with that reply; what the client sent meanwhile is run next. */
  public void end(Waiter waiter, Reply reply) {
    end(waiter, reply, () -> engine.executor().waitedInVain(waiter, reply));
  }

  private void end(Waiter waiter, Reply reply, Runnable tell) {
    Session session = waiter.session();
    if (session.waiter() == waiter) {
      remove(waiter);
      tell.run();
      session.answer(waiter.args(), reply);
      engine.resumeLater(session);
    }
  }

  /** Ends all waits with that reply, and the connections of those who waited. */
  public void endAll(Reply reply) {
    Set<Waiter> all = new LinkedHashSet<>();
    engine.sessions().forEach(session -> addWaiter(all, session));
    for (Waiter waiter : all) {
      end(waiter, reply);
      waiter.session().close();
    }
  }

  private static void addWaiter(Set<Waiter> all, Session session) {
    Waiter waiter = session.waiter();
    if (waiter != null) {
      all.add(waiter);
    }
  }

  /** The client is gone. */
  void cancel(Session session) {
    Waiter waiter = session.waiter();
    if (waiter != null) {
      remove(waiter);
    }
  }

  private void remove(Waiter waiter) {
    waiter.session().waiter(null);
    count--;
    if (waiter.timer != null) {
      waiter.timer.cancel();
    }
    if (waiter.retry != null) {
      waiter.retry.cancel();
    }
    for (Bytes key : waiter.wish().keys()) {
      KeyId id = new KeyId(waiter.database(), key);
      Set<Waiter> queue = queues.get(id);
      if (queue != null && queue.remove(waiter) && queue.isEmpty()) {
        queues.remove(id);
      }
    }
  }
}
