package io.fakeredis.core.control;

import io.fakeredis.api.Args;
import io.fakeredis.api.Feature;
import io.fakeredis.api.Flag;
import io.fakeredis.core.catalog.CommandCatalog;
import io.fakeredis.core.config.Configuration;
import io.fakeredis.core.engine.CommandTable;
import io.fakeredis.core.engine.Engine;
import io.fakeredis.core.engine.Session;
import java.util.Objects;

/** Tells slow log and latency monitor of the calls that took longer than they let pass. */
final class SlowCalls {
  /** Before 7.0 a subcommand has the flags of its container. */
  private static final Feature SUBCOMMAND_ROWS = Feature.since("COMMAND.subcommand-rows", "7.0");

  private final Engine engine;
  private long slowlogMicros;
  private long latencyMillis;

  private SlowCalls(Engine engine) {
    this.engine = engine;
    readSettings();
    engine.configuration().onChange("slowlog-log-slower-than", this::readSettings);
    engine.configuration().onChange("latency-monitor-threshold", this::readSettings);
  }

  static SlowCalls of(Engine engine) {
    return engine.part(SlowCalls.class, SlowCalls::new);
  }

  private void readSettings() {
    Configuration configuration = engine.configuration();
    long slower = configuration.number("slowlog-log-slower-than");
    long threshold = configuration.number("latency-monitor-threshold");
    slowlogMicros = slower < 0 ? Long.MAX_VALUE : slower;
    latencyMillis = threshold == 0 ? Long.MAX_VALUE : threshold;
  }

  /** What tells secrets is not logged; EXEC is not, because what it runs is. */
  private boolean isSkipped(CommandTable.Row row) {
    boolean whole = row.container() == null || engine.profile().has(SUBCOMMAND_ROWS);
    CommandTable.Row known = whole ? row : Objects.requireNonNull(row.container());
    return known.command().has(Flag.SKIP_SLOWLOG);
  }

  /** The server has done something by itself. */
  void cycle(String event, long nanos) {
    long millis = nanos / 1_000_000;
    if (millis >= latencyMillis) {
      LatencyMonitor.of(engine).add(event, millis);
    }
  }

  void ended(Session session, CommandTable.Row row, Args args, long micros) {
    if (micros >= slowlogMicros && !isSkipped(row)) {
      CallLogs.of(engine).slow().add(session, row, args, micros);
    }
    if (micros / 1000 >= latencyMillis) {
      boolean fast = CommandCatalog.of(engine).facts(row).flags().contains("fast");
      LatencyMonitor.of(engine).add(fast ? "fast-command" : "command", micros / 1000);
    }
  }
}
