package io.fakeredis.core.control;

import static io.fakeredis.api.Command.command;
import static io.fakeredis.api.Command.container;
import static io.fakeredis.api.Flag.ADMIN;
import static io.fakeredis.api.Flag.LOADING;
import static io.fakeredis.api.Flag.NOSCRIPT;
import static io.fakeredis.api.Flag.STALE;
import static io.fakeredis.api.Flag.flags;
import static io.fakeredis.api.Keys.NONE;
import static io.fakeredis.core.engine.ServerCall.server;

import io.fakeredis.api.Bytes;
import io.fakeredis.api.Command;
import io.fakeredis.api.CommandFamily;
import io.fakeredis.api.Errors;
import io.fakeredis.api.Feature;
import io.fakeredis.api.HelpText;
import io.fakeredis.api.Reply;
import io.fakeredis.core.control.CommandStatistics.Usage;
import io.fakeredis.core.control.LatencyMonitor.Sample;
import io.fakeredis.core.control.LatencyMonitor.Series;
import io.fakeredis.core.engine.CommandTable;
import io.fakeredis.core.engine.ServerCall;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** LATENCY, which tells of what took long. */
final class LatencyCommands implements CommandFamily {
  private static final Feature SUMS = Feature.since("LATENCY LATEST.sums", "valkey 8.1");
  private static final Feature HISTOGRAM = Feature.since("LATENCY HISTOGRAM", "7.0");
  private static final HelpText HELP_TEXT =
      HelpText.of("LATENCY")
          .oldLine("DOCTOR              -- Returns a human readable latency analysis report.")
          .oldLine("GRAPH   <event>     -- Returns an ASCII latency graph for the event class.")
          .oldLine("HISTORY <event>     -- Returns time-latency samples for the event class.")
          .oldLine("LATEST              -- Returns the latest latency samples for all events.")
          .oldLine("RESET   [event ...] -- Resets latency data of one or more event classes.")
          .oldLine("                       (default: reset all data for all event classes)")
          .oldLine("HELP                -- Prints this help.")
          .line("DOCTOR", "Return a human readable latency analysis report.")
          .line("GRAPH <event>", "Return an ASCII latency graph for the <event> class.")
          .line("HISTORY <event>", "Return time-latency samples for the <event> class.")
          .line("LATEST", "Return the latest latency samples for all events.")
          .line(
              "RESET [<event> ...]",
              "Reset latency data of one or more <event> classes.",
              "(default: reset all data for all event classes)")
          .line(
              HISTOGRAM,
              "HISTOGRAM [COMMAND ...]",
              "Return a cumulative distribution of latencies in the format of a histogram for the"
                  + " specified command names.",
              "If no commands are specified then all histograms are replied.");

  @Override
  public String group() {
    return "server";
  }

  @Override
  public List<Command> commands() {
    return List.of(
        container(
            "LATENCY",
            "2.8.13",
            row("LATENCY DOCTOR", "2.8.13", 2, LatencyCommands::doctor),
            row("LATENCY GRAPH", "2.8.13", 3, LatencyCommands::graph),
            row("LATENCY HISTORY", "2.8.13", 3, LatencyCommands::history),
            row("LATENCY LATEST", "2.8.13", 2, LatencyCommands::latest),
            row("LATENCY RESET", "2.8.13", -2, LatencyCommands::reset),
            row("LATENCY HISTOGRAM", "7.0", -2, LatencyCommands::histogram),
            command("LATENCY HELP", "2.8.13", 2, NONE, flags(LOADING, STALE), HELP_TEXT::reply)));
  }

  private static Command row(
      String name, String since, int arity, ServerCall.ServerHandler handler) {
    return command(
        name, since, arity, NONE, flags(ADMIN, NOSCRIPT, LOADING, STALE), server(handler));
  }

  private static Reply doctor(ServerCall call) {
    return text(new LatencyReport(call.engine()).doctor());
  }

  private static Reply text(String text) {
    return Reply.verbatim("txt", Bytes.of(text));
  }

  private static Reply graph(ServerCall call) {
    String event = call.args().text(2);
    Series series = LatencyMonitor.of(call.engine()).series(event);
    if (series == null) {
      throw Errors.error("ERR No samples available for event '" + event + "'");
    }
    return text(new LatencyReport(call.engine()).graph(event, series));
  }

  private static Reply history(ServerCall call) {
    Series series = LatencyMonitor.of(call.engine()).series(call.args().text(2));
    List<Reply> samples = new ArrayList<>();
    if (series != null) {
      for (Sample sample : series.samples()) {
        samples.add(Reply.array(Reply.integer(sample.second()), Reply.integer(sample.millis())));
      }
    }
    return Reply.array(samples);
  }

  private static Reply latest(ServerCall call) {
    List<Reply> events = new ArrayList<>();
    for (Map.Entry<String, Series> event : LatencyMonitor.of(call.engine()).events().entrySet()) {
      events.add(Reply.array(latest(call, event.getKey(), event.getValue())));
    }
    return Reply.array(events);
  }

  private static List<Reply> latest(ServerCall call, String event, Series series) {
    Sample last = series.samples().getLast();
    List<Reply> items = new ArrayList<>();
    items.add(Reply.bulk(event));
    items.add(Reply.integer(last.second()));
    items.add(Reply.integer(last.millis()));
    items.add(Reply.integer(series.worst()));
    if (call.has(SUMS)) {
      items.add(Reply.integer(series.sum()));
      items.add(Reply.integer(series.count()));
    }
    return items;
  }

  private static Reply reset(ServerCall call) {
    Map<String, Series> events = LatencyMonitor.of(call.engine()).events();
    int before = events.size();
    if (call.args().count() == 2) {
      events.clear();
    }
    for (Bytes event : call.args().from(2)) {
      events.remove(event.latin());
    }
    return Reply.integer(before - events.size());
  }

  private static Reply histogram(ServerCall call) {
    CommandStatistics statistics = CommandStatistics.of(call.engine());
    List<Reply> histograms = new ArrayList<>();
    if (call.args().count() == 2) {
      statistics.usages().forEach(usage -> add(usage, histograms));
    }
    for (Bytes name : call.args().from(2)) {
      CommandTable.Row row = call.engine().executor().table().findFull(name);
      if (row != null) {
        String wanted = name.latin().toLowerCase(Locale.ROOT);
        for (Usage usage : statistics.usages()) {
          if (usage.name().equals(wanted) || usage.name().startsWith(wanted + "|")) {
            add(usage, histograms);
          }
        }
      }
    }
    return Reply.map(histograms);
  }

  private static void add(Usage usage, List<Reply> histograms) {
    if (usage.durations().total() == 0) {
      return;
    }
    List<Reply> buckets = new ArrayList<>();
    usage
        .durations()
        .eachDoubling(
            (micros, count) -> {
              buckets.add(Reply.integer(micros));
              buckets.add(Reply.integer(count));
            });
    histograms.add(Reply.bulk(usage.name()));
    histograms.add(
        Reply.map(
            Reply.bulk("calls"),
            Reply.integer(usage.durations().total()),
            Reply.bulk("histogram_usec"),
            Reply.map(buckets)));
  }
}
