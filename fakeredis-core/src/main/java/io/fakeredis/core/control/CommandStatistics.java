package io.fakeredis.core.control;

import io.fakeredis.api.Args;
import io.fakeredis.api.Feature;
import io.fakeredis.api.Reply;
import io.fakeredis.api.Result;
import io.fakeredis.api.Wait;
import io.fakeredis.core.engine.CallObserver;
import io.fakeredis.core.engine.CommandTable;
import io.fakeredis.core.engine.Engine;
import io.fakeredis.core.engine.PerRow;
import io.fakeredis.core.engine.Session;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** How often commands were called, how long they took and which errors they gave. */
public final class CommandStatistics implements CallObserver {
  /** Before, a call that begins to wait counts at once and never again. */
  private static final Feature WAITS_LOGGED_AT_END = Feature.since("SLOWLOG.waits-at-end", "6.2");

  private static final Feature WAITS_COUNTED_AT_END =
      Feature.since("INFO.commandstats-waits-at-end", "7.2");

  /** Valkey takes a call that CLIENT UNBLOCK ends with an error for one that was refused. */
  private static final Feature UNBLOCKED_IS_REFUSED =
      Feature.since("INFO.unblocked-is-rejected", "valkey 8.1");

  /** Up to 6.2 the calls of subcommands count for their container. */
  private static final Feature SUBCOMMANDS =
      Feature.since("INFO.commandstats-of-subcommands", "7.0");

  /** Since 7.4 a server with too many error codes forgets them all and counts no others. */
  private static final Feature GIVES_UP = Feature.since("INFO.errorstats-give-up", "7.4");

  private static final String GIVEN_UP = "ERRORSTATS_DISABLED";
  private static final int MOST_ERROR_CODES = 128;

  /** In Valkey only codes that scripts make up come to an end, and are counted together then. */
  private static final Feature OVERFLOW = Feature.since("INFO.errorstats-overflow", "valkey 8.0");

  private static final int LONGEST_ERROR_CODE = 30;

  private final Engine engine;
  private final boolean ofSubcommands;
  private final PerRow<Usage> usages = new PerRow<>(this::newUsage);
  private final Map<String, Long> errors = new TreeMap<>();
  private final SlowCalls slowCalls;
  private boolean tracksLatency;
  private long calls;
  private long errorReplies;

  /** The figures of one command. */
  static final class Usage {
    private final String name;
    private final Histogram durations = new Histogram();
    private long calls;
    private long micros;
    private long rejected;
    private long failed;

    Usage(String name) {
      this.name = name;
    }

    /** {@code "get"}, {@code "config|get"}. */
    String name() {
      return name;
    }

    long calls() {
      return calls;
    }

    long micros() {
      return micros;
    }

    long rejected() {
      return rejected;
    }

    long failed() {
      return failed;
    }

    Histogram durations() {
      return durations;
    }
  }

  private CommandStatistics(Engine engine) {
    this.engine = engine;
    this.ofSubcommands = engine.profile().has(SUBCOMMANDS);
    this.slowCalls = SlowCalls.of(engine);
    readSettings();
    engine.configuration().onChange("latency-tracking", this::readSettings);
  }

  private void readSettings() {
    tracksLatency = engine.settings().enabled("latency-tracking");
  }

  static CommandStatistics of(Engine engine) {
    return engine.part(CommandStatistics.class, CommandStatistics::new);
  }

  /** Has the engine tell of calls from now on. */
  public static void install(Engine engine) {
    engine.executor().observe(of(engine));
  }

  @Override
  public void ended(Session session, CommandTable.Row row, Args args, Result result, long nanos) {
    boolean waits = result instanceof Wait && session.context() == Session.Context.CLIENT;
    if (waits && engine.profile().has(WAITS_COUNTED_AT_END)) {
      return;
    }
    usage(row).calls++;
    calls++;
    if (waits && engine.profile().has(WAITS_LOGGED_AT_END)) {
      took(row, nanos);
    } else {
      over(session, row, args, result, nanos);
    }
  }

  @Override
  public void waited(Session session, CommandTable.Row row, Args args, Reply reply, long nanos) {
    if (engine.profile().has(WAITS_COUNTED_AT_END)) {
      ended(session, row, args, reply, nanos);
    } else if (engine.profile().has(WAITS_LOGGED_AT_END)) {
      over(session, row, args, reply, nanos);
    }
  }

  /** Up to 7.0 the end of such a wait leaves no trace, unless it is an error. */
  @Override
  public void waitedInVain(Session session, CommandTable.Row row, Args args, Reply reply) {
    if (reply instanceof Reply.Error error && engine.profile().has(UNBLOCKED_IS_REFUSED)) {
      usage(row).calls++;
      calls++;
      refused(row, error);
    } else if (reply instanceof Reply.Error || engine.profile().has(WAITS_COUNTED_AT_END)) {
      waited(session, row, args, reply, 0);
    }
  }

  private void over(Session session, CommandTable.Row row, Args args, Result result, long nanos) {
    took(row, nanos);
    if (result instanceof Reply.Error error) {
      usage(row).failed++;
      if (error.counted()) {
        count(error, runsScripts(row));
      }
    }
    slowCalls.ended(session, row, args, nanos / 1000);
  }

  private void took(CommandTable.Row row, long nanos) {
    long micros = nanos / 1000;
    Usage usage = usage(row);
    usage.micros += micros;
    if (tracksLatency) {
      usage.durations.record(micros * 1000);
    }
  }

  @Override
  public void refused(CommandTable.@Nullable Row row, Reply.Error error) {
    if (row != null) {
      usage(row).rejected++;
    }
    count(error, false);
  }

  private Usage usage(CommandTable.Row row) {
    return usages.get(row);
  }

  private Usage newUsage(CommandTable.Row row) {
    CommandTable.Row container = ofSubcommands ? null : row.container();
    return container == null ? new Usage(row.command().fullName()) : usage(container);
  }

  private static boolean runsScripts(CommandTable.Row row) {
    String name = row.command().name();
    return name.startsWith("EVAL") || name.startsWith("FCALL");
  }

  private void count(Reply.Error error, boolean fromScript) {
    errorReplies++;
    String message = error.message();
    int space = message.indexOf(' ');
    boolean hasCode = space >= 0 && space <= LONGEST_ERROR_CODE;
    String code = hasCode ? message.substring(0, space) : "ERR";
    boolean tooMany = errors.size() >= MOST_ERROR_CODES && !errors.containsKey(code);
    if (tooMany && engine.profile().has(GIVES_UP)) {
      errors.clear();
      errors.put(GIVEN_UP, 1L);
    } else if (!errors.containsKey(GIVEN_UP)) {
      boolean overflows = tooMany && fromScript && engine.profile().has(OVERFLOW);
      errors.merge(overflows ? "ERRORSTATS_OVERFLOW" : code, 1L, Long::sum);
    }
  }

  /** The commands that were called or refused. */
  List<Usage> usages() {
    List<Usage> found = new ArrayList<>();
    for (CommandTable.Row row : engine.executor().table().rows()) {
      add(row, found);
      if (ofSubcommands) {
        row.subcommands().forEach(subcommand -> add(subcommand, found));
      }
    }
    return found;
  }

  private void add(CommandTable.Row row, List<Usage> found) {
    Usage usage = usages.known(row);
    if (usage != null) {
      found.add(usage);
    }
  }

  /** How often each error code was given, by the code. */
  Map<String, Long> errors() {
    return Collections.unmodifiableMap(errors);
  }

  long calls() {
    return calls;
  }

  long errorReplies() {
    return errorReplies;
  }

  /** CONFIG RESETSTAT. */
  void reset() {
    usages.clear();
    errors.clear();
    calls = 0;
    errorReplies = 0;
  }
}
