package io.fakeredis.core.control;

import io.fakeredis.api.Args;
import io.fakeredis.api.Bytes;
import io.fakeredis.api.Flag;
import io.fakeredis.api.Reply;
import io.fakeredis.api.Result;
import io.fakeredis.api.Timer;
import io.fakeredis.api.Wait;
import io.fakeredis.core.catalog.KeyFinder;
import io.fakeredis.core.catalog.KeyUse;
import io.fakeredis.core.engine.CallObserver;
import io.fakeredis.core.engine.CommandTable;
import io.fakeredis.core.engine.Engine;
import io.fakeredis.core.engine.Session;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What HOTKEYS has counted since it was started: which keys took how much time and traffic. */
final class HotKeys implements CallObserver {
  private final Engine engine;
  private final KeyFinder finder;
  private final Wish wish;
  private final KeyTotals times = new KeyTotals();
  private final KeyTotals traffic = new KeyTotals();
  private final WireSizes sizes = new WireSizes();
  private final long startedAt;
  private final long cpuAtStart;
  private @Nullable Timer timer;
  private boolean active = true;
  private long lasted;
  private long allMicros;
  private long allBytes;

  /** What EXEC has taken and given so far, while it runs; 0 outside. */
  private long transactionBytes;

  /**
   * What is to be counted.
   *
   * @param time whether the processor's time is, by key
   * @param traffic whether bytes to and from clients are, by key
   * @param count how many keys are shown
   * @param millis how long, 0 for as long as nobody stops it
   * @param ratio one in so many calls is looked at
   */
  record Wish(boolean time, boolean traffic, int count, long millis, int ratio) {}

  /** Where the counts of a server are found. */
  static final class Place {
    private @Nullable HotKeys current;

    private Place() {}
  }

  private HotKeys(Engine engine, Wish wish) {
    this.engine = engine;
    this.finder = new KeyFinder(engine);
    this.wish = wish;
    this.startedAt = engine.time().millis();
    this.cpuAtStart = cpuMillis();
  }

  private static Place place(Engine engine) {
    return engine.part(Place.class, e -> new Place());
  }

  /** What is being counted, or was counted last; null if that was nothing, or is forgotten. */
  static @Nullable HotKeys of(Engine engine) {
    return place(engine).current;
  }

  static void start(Engine engine, Wish wish) {
    HotKeys started = new HotKeys(engine, wish);
    engine.executor().observe(started);
    if (wish.millis() > 0) {
      started.timer = engine.timers().at(started.startedAt + wish.millis(), started::stop);
    }
    place(engine).current = started;
  }

  static void forget(Engine engine) {
    place(engine).current = null;
  }

  void stop() {
    lasted = duration();
    active = false;
    engine.executor().forget(this);
    if (timer != null) {
      timer.cancel();
    }
  }

  @Override
  public void starting(Session session, CommandTable.Row row, Args args) {
    if (row.command().has(Flag.RUNS_TRANSACTION) && session.transaction() != null) {
      int calls = session.transaction().calls().size();
      transactionBytes = WireSizes.request(args) + WireSizes.arrayHead(calls);
    }
  }

  @Override
  public void ended(Session session, CommandTable.Row row, Args args, Result result, long nanos) {
    if (row.command().has(Flag.RUNS_TRANSACTION)) {
      transactionBytes = 0;
    } else if (result instanceof Reply reply) {
      count(session, row, args, reply, nanos);
    } else if (result instanceof Wait wait && session.context() != Session.Context.CLIENT) {
      count(session, row, args, wait.insteadOfWaiting(), nanos);
    }
  }

  @Override
  public void waited(Session session, CommandTable.Row row, Args args, Reply reply, long nanos) {
    count(session, row, args, reply, nanos);
  }

  @Override
  public void waitedInVain(Session session, CommandTable.Row row, Args args, Reply reply) {}

  /** What a script calls is a part of the script, except that it counts itself inside of EXEC. */
  private void count(Session session, CommandTable.Row row, Args args, Reply reply, long nanos) {
    if (session.context() == Session.Context.SCRIPT && transactionBytes == 0) {
      return;
    }
    long bytes = before(session, args) + sizes.reply(reply, session.protocolOfCalls());
    if (session.context() == Session.Context.TRANSACTION) {
      transactionBytes = bytes;
    }
    List<KeyUse> keys = finder.find(row, args);
    if (keys != null && !keys.isEmpty()) {
      count(args, keys, nanos / 1000, bytes);
    }
  }

  /** 8.6 has a queued call answer for EXEC and for what EXEC has replied so far. */
  private long before(Session session, Args args) {
    return switch (session.context()) {
      case CLIENT -> WireSizes.request(args);
      case TRANSACTION -> transactionBytes;
      case SCRIPT -> 0;
    };
  }

  private void count(Args args, List<KeyUse> keys, long micros, long bytes) {
    allMicros += micros;
    allBytes += bytes;
    if (wish.ratio() > 1 && engine.random().nextInt(wish.ratio()) != 0) {
      return;
    }
    for (KeyUse use : keys) {
      Bytes key = args.bytes(use.position());
      times.add(key, micros / keys.size());
      traffic.add(key, bytes / keys.size());
    }
  }

  Wish wish() {
    return wish;
  }

  boolean isActive() {
    return active;
  }

  /** In milliseconds since 1970. */
  long startedAt() {
    return startedAt;
  }

  /** In milliseconds. */
  long duration() {
    return active ? engine.time().millis() - startedAt : lasted;
  }

  /** How long all calls with keys took, in microseconds. */
  long allMicros() {
    return allMicros;
  }

  /** How many bytes all calls with keys had, and their replies. */
  long allBytes() {
    return allBytes;
  }

  /** How much of the processor's time the server has had meanwhile, in milliseconds. */
  long cpu() {
    return cpuMillis() - cpuAtStart;
  }

  private static long cpuMillis() {
    return ServerInfo.cpuTime().toMillis();
  }

  /** The time in microseconds, by key. */
  KeyTotals times() {
    return times;
  }

  /** The bytes, by key. */
  KeyTotals traffic() {
    return traffic;
  }
}
