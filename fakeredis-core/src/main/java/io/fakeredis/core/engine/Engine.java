package io.fakeredis.core.engine;

import io.fakeredis.api.Args;
import io.fakeredis.api.Bytes;
import io.fakeredis.api.Profile;
import io.fakeredis.api.Reply;
import io.fakeredis.api.Settings;
import io.fakeredis.api.ValueType;
import io.fakeredis.core.config.Configuration;
import io.fakeredis.core.keyspace.Keyspace;
import io.fakeredis.core.profile.Facts;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One server without its doors: the key space, the sessions and all that is between them, behind
 * one lock.
 *
 * <p>Whatever is done here is done inside {@link #run}, by the thread that asks for it. When the
 * work of a {@code run} is over, clients that were blocked go on with what they had sent, and
 * transports are told of new output.
 */
public final class Engine {
  private static final long GIVE_WAY_NANOS = 200_000;

  private final ReentrantLock lock = new ReentrantLock();
  private final Profile profile;
  private final Configuration configuration;
  private final Supplier<Facts> facts;
  private final RandomGenerator random;
  private final TimeSource time;
  private final Keyspace keyspace;
  private final Executor executor;
  private final Waiters waiters;
  private final WatchedKeys watchedKeys;
  private final Timers timers;
  private final ExpiryAlarm expiryAlarm = new ExpiryAlarm(this);
  private final Pause pause;
  private final User defaultUser;
  private final Traffic traffic = new Traffic();
  private final Map<Long, Session> sessions = new LinkedHashMap<>();
  private final Queue<Session> resumed = new ArrayDeque<>();
  private final List<Runnable> afterwards = new ArrayList<>();
  private final List<Observer> observers = new ArrayList<>();
  private final List<Runnable> closeListeners = new ArrayList<>();
  private final List<Door> doors = new CopyOnWriteArrayList<>();
  private final Map<Class<?>, Object> parts = new HashMap<>();
  private final Condition gate = lock.newCondition();
  private Interceptor[] interceptors = {};
  private boolean busy;
  private int depth;
  private long lastSessionId;
  private int internalSessions;
  private boolean down;
  private boolean closed;

  /** What a server is made of. */
  public record Parts(
      Profile profile,
      CommandTable table,
      Supplier<Facts> facts,
      Configuration configuration,
      RandomGenerator random,
      TimeSource time,
      List<Guard> guards,
      Function<Engine, User> defaultUser) {}

  /** Hears of what happens, beside the engine itself. */
  public interface Observer {
    default void touched(int database, Bytes key) {}

    default void event(
        int database, char eventClass, String event, Bytes key, List<Bytes> subkeys) {}

    /** An RDB file has brought the key. */
    default void loaded(int database, Bytes key) {}

    default void flushed(int database) {}

    default void expired(int database, Bytes key) {}

    default void expiredInside(int database, Bytes key, List<Bytes> members) {}

    default void overwritten(int database, Bytes key, boolean anotherType) {}

    default void sessionClosed(Session session) {}

    /** Keys were removed whose time was up, which took so long. */
    default void expireCycle(long nanos) {}

    /** Whether somebody waits to hear that a key has expired. */
    default boolean awaitsExpiry() {
      return false;
    }
  }

  public Engine(Parts parts) {
    this.profile = parts.profile();
    this.configuration = parts.configuration();
    this.facts = parts.facts();
    this.random = parts.random();
    this.time = parts.time();
    this.keyspace =
        new Keyspace(
            (int) configuration.number("databases"), configuration, new EngineBooks(this), random);
    this.watchedKeys = new WatchedKeys(keyspace, profile);
    this.waiters = new Waiters(this);
    this.timers = new Timers(this);
    this.pause = new Pause(this);
    this.executor = new Executor(this, parts.table(), parts.guards());
    keyspace.moveTo(time.millis());
    keyspace.readEvictionSettings();
    configuration.onChange("maxmemory", keyspace::readEvictionSettings);
    configuration.onChange("maxmemory", () -> afterwards(this::makeRoom));
    configuration.onChange("maxmemory-policy", keyspace::readEvictionSettings);
    this.defaultUser = parts.defaultUser().apply(this);
  }

  /**
   * Does the work under the lock, then lets those go on who waited for it. Beside a call that is
   * not over yet, time stands still and nobody is woken.
   */
  public void run(Runnable work) {
    lock.lock();
    depth++;
    try {
      if (busy) {
        work.run();
        runAfterwards();
        return;
      }
      refreshTime();
      executor.startTiming();
      work.run();
      if (depth == 1) {
        settle();
      }
    } finally {
      depth--;
      lock.unlock();
    }
  }

  /** As {@link #run}, for work that has a result. */
  public <T> T ask(Supplier<T> work) {
    AtomicReference<T> result = new AtomicReference<>();
    run(() -> result.set(work.get()));
    return Objects.requireNonNull(result.get());
  }

  /** Whether a call takes so long that other clients are let in to be told so. */
  public boolean isBusy() {
    return busy;
  }

  /** Says that a call takes long, or no longer: then comes what would have been due meanwhile. */
  public void busy(boolean isBusy) {
    if (busy && !isBusy) {
      afterwards(timers::runDue);
    }
    busy = isBusy;
  }

  /** Lets others in for a moment, in the middle of a call. */
  @SuppressWarnings("WaitNotInLoop") // whoever asks does so again and again
  public void giveWay() {
    doors.forEach(Door::lookOut);
    try {
      if (lock.hasQueuedThreads()) {
        gate.awaitNanos(GIVE_WAY_NANOS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Lets the key space go by the time that it is now; what has expired goes. */
  public void refreshTime() {
    keyspace.moveTo(time.millis());
    if (keyspace.expiresSomething()) {
      long started = TimeSource.nanos();
      keyspace.expireDue();
      long nanos = TimeSource.nanos() - started;
      observers.forEach(observer -> observer.expireCycle(nanos));
    }
  }

  /** Does what has become due by a clock that a test has moved. */
  public void timeMoved() {
    run(timers::runDue);
  }

  /** A lower limit holds at once, not when somebody calls next. */
  void makeRoom() {
    if (keyspace.eviction().isLimited()) {
      keyspace.eviction().makeRoom();
      waiters.serve();
    }
  }

  private void settle() {
    if (time.isAnnounced()) {
      timers.runDue(); // nobody is told of the time that was due when it was asked for
    }
    waiters.serve();
    Session session = resumed.poll();
    while (session != null) {
      session.resume();
      waiters.serve();
      session = resumed.poll();
    }
    expiryAlarm.plan(observers);
    runAfterwards();
  }

  private void runAfterwards() {
    for (int i = 0; i < afterwards.size(); i++) {
      afterwards.get(i).run();
    }
    afterwards.clear();
  }

  /** Exchanges two databases, and tells all who are concerned. */
  public void swapDatabases(int first, int second) {
    if (first != second) {
      watchedKeys.exchanged(first, second);
      keyspace.swap(first, second);
      waiters.exchanged(first);
      waiters.exchanged(second);
    }
  }

  void resumeLater(Session session) {
    resumed.add(session);
  }

  /** Does something when the current {@link #run} is nearly over, such as sending output. */
  public void afterwards(Runnable action) {
    afterwards.add(action);
  }

  /** Connects a client. */
  public Session connect(Sink sink, Endpoint endpoint) {
    Session session = new Session(this, sink, ++lastSessionId, endpoint);
    sessions.put(session.id(), session);
    internalSessions += session.isInternal() ? 1 : 0;
    traffic.connected();
    return session;
  }

  void forget(Session session) {
    sessions.remove(session.id());
    internalSessions -= session.isInternal() ? 1 : 0;
    waiters.cancel(session);
    pause.forget(session);
    watchedKeys.unwatch(session);
    observers.forEach(observer -> observer.sessionClosed(session));
  }

  boolean letsPass(Session session, Args args) {
    for (Interceptor interceptor : interceptors) {
      if (!interceptor.passes(session, args)) {
        return false;
      }
    }
    return true;
  }

  void answered(Session session, Args args, Reply reply) {
    for (Interceptor interceptor : interceptors) {
      interceptor.answered(session, args, reply);
    }
  }

  /** Has all calls of clients pass by the interceptor, from now on. */
  public void intercept(Interceptor interceptor) {
    interceptors =
        Stream.concat(Arrays.stream(interceptors), Stream.of(interceptor))
            .toArray(Interceptor[]::new);
  }

  public void forget(Interceptor interceptor) {
    interceptors =
        Arrays.stream(interceptors).filter(i -> i != interceptor).toArray(Interceptor[]::new);
  }

  /** The connected client of that id, or null. */
  public @Nullable Session session(long id) {
    return sessions.get(id);
  }

  /** Lets clients wait with their calls until then; with all of them or with those that write. */
  public void pause(long until, boolean onlyWrites) {
    pause.begin(until, onlyWrites);
  }

  /** Lets clients go on. */
  public void unpause() {
    pause.end();
  }

  /** What the pause holds back: {@code none}, {@code write} or {@code all}. */
  public String pausedActions() {
    return pause.actions();
  }

  /** How many milliseconds the pause goes on. */
  public long pausedMillis() {
    return pause.remaining();
  }

  /** How many clients wait, in blocking commands or for the end of a pause. */
  public int blockedCount() {
    return waiters.count() + pause.blockedCount();
  }

  Pause pause() {
    return pause;
  }

  /** How many clients are connected, the server's own sessions left out. */
  public int clientCount() {
    return sessions.size() - internalSessions;
  }

  public Collection<Session> sessions() {
    return sessions.values();
  }

  public void observe(Observer observer) {
    observers.add(observer);
  }

  /** Those that were added, in that order. */
  List<Observer> observers() {
    return observers;
  }

  /** Tells that an RDB file has brought the key, which is no event. */
  public void loaded(int database, Bytes key) {
    observers.forEach(observer -> observer.loaded(database, key));
  }

  /** What a family keeps for a server: made at first use, one of each class. */
  public <T> T part(Class<T> type, Function<Engine, T> made) {
    Object part = parts.get(type);
    if (part == null) {
      part = made.apply(this);
      parts.put(type, part);
    }
    return type.cast(part);
  }

  /** Where clients come in from outside. */
  public interface Door {
    /** Refuses whoever comes, from when this returns. */
    void shut();

    void open();

    /** Serves those who come in while the thread that should do so runs a long call. */
    void lookOut();
  }

  /** Has the door shut while the server is down. */
  public void door(Door door) {
    doors.add(door);
  }

  /** Ends all connections and takes no new ones, or takes them again. */
  public void down(boolean isDown) {
    run(
        () -> {
          down = isDown;
          if (isDown) {
            closeSessions();
          }
        });
    // not under the lock: those who wait for it may have to help with the door
    doors.forEach(isDown ? Door::shut : Door::open);
  }

  public boolean isDown() {
    return down;
  }

  private void closeSessions() {
    new ArrayList<>(sessions.values()).forEach(Session::close);
  }

  /** Ends all connections; the server is of no more use. */
  public void close() {
    run(
        () -> {
          closed = true;
          closeSessions();
          timers.close();
          closeListeners.forEach(this::afterwards);
          closeListeners.clear();
        });
  }

  /** Does something when the server has been closed, by whomever, such as freeing its port. */
  public void onClose(Runnable action) {
    closeListeners.add(action);
  }

  public boolean isClosed() {
    return closed;
  }

  /** Whom clients are that have not said who they are. */
  public User defaultUser() {
    return defaultUser;
  }

  public ReentrantLock lock() {
    return lock;
  }

  /** The kinds of value that plug-ins have brought. */
  public List<ValueType<?>> valueTypes() {
    return executor.table().valueTypes();
  }

  public Profile profile() {
    return profile;
  }

  /** The values of the parameters, for those who only read them. */
  public Settings settings() {
    return configuration;
  }

  public Configuration configuration() {
    return configuration;
  }

  /** What was read off the real server; the first to ask waits for milliseconds. */
  public Facts facts() {
    return facts.get();
  }

  public RandomGenerator random() {
    return random;
  }

  public TimeSource time() {
    return time;
  }

  public Keyspace keyspace() {
    return keyspace;
  }

  public Executor executor() {
    return executor;
  }

  public Waiters waiters() {
    return waiters;
  }

  public WatchedKeys watchedKeys() {
    return watchedKeys;
  }

  public Traffic traffic() {
    return traffic;
  }

  public Timers timers() {
    return timers;
  }
}
