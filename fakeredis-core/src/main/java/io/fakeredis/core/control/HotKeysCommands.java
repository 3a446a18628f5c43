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

import io.fakeredis.api.Args;
import io.fakeredis.api.Command;
import io.fakeredis.api.CommandFamily;
import io.fakeredis.api.Errors;
import io.fakeredis.api.HelpText;
import io.fakeredis.api.Reply;
import io.fakeredis.core.engine.ServerCall;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** HOTKEYS, which tells which keys are used most. */
final class HotKeysCommands implements CommandFamily {
  private static final String SINCE = "8.6";
  private static final int METRICS = 2;
  private static final int FIRST_METRIC = 4;
  private static final int MOST_KEYS = 64;
  private static final int DEFAULT_KEYS = 10;
  private static final int MOST_SECONDS = 1_000_000;
  private static final String WRONG_COUNT = "COUNT must be between 1 and " + MOST_KEYS;
  private static final String WRONG_DURATION = "DURATION must be between 1 and " + MOST_SECONDS;
  private static final String WRONG_RATIO = "SAMPLE ratio must be positive";
  private static final long SECOND = 1000;
  private static final int LAST_SLOT = 16383;

  private static final HelpText HELP_TEXT =
      HelpText.of("HOTKEYS")
          .line(
              "START <METRICS count [CPU] [NET]> [COUNT k] [DURATION duration] [SAMPLE ratio]"
                  + " [SLOTS count slot...]",
              "Starts hotkeys tracking with specified metrics.",
              "* METRICS count [CPU] [NET]",
              "    Specify count of metrics and choose amongst:",
              "    - CPU: Track hotkeys by CPU time percentage",
              "    - NET: Track hotkeys by network bytes percentage",
              "* COUNT k",
              "    Specifies the value of K for the top-K hotkeys tracking. Default: 10",
              "* DURATION duration",
              "    Specifies tracking duration in seconds. 0 means tracking will continue until"
                  + " manually stopped. Default: 0",
              "* SAMPLE ratio",
              "    Keys are tracked with probability 1/ratio. Default: 1 (tracks every key)",
              "* SLOTS count slot...",
              "    Specify which slots to track keys from. Only available in cluster mode."
                  + " Default: empty (track all slots)")
          .line("STOP", "Stop hotkeys tracking. Results are still available via GET")
          .line("GET", "Get results from hotkeys tracking.")
          .line(
              "RESET",
              "Reset memory used for hotkeys tracking. Tracking must have been stopped.",
              "Results will no longer be available after this command.");

  @Override
  public String group() {
    return "server";
  }

  @Override
  public List<Command> commands() {
    return List.of(
        container(
            "HOTKEYS",
            SINCE,
            row("HOTKEYS START", -2, HotKeysCommands::start),
            row("HOTKEYS STOP", 2, HotKeysCommands::stop),
            row("HOTKEYS GET", 2, HotKeysCommands::get),
            row("HOTKEYS RESET", 2, HotKeysCommands::reset),
            command("HOTKEYS HELP", SINCE, 2, NONE, flags(LOADING, STALE), HELP_TEXT::reply)));
  }

  private static Command row(String name, int arity, ServerCall.ServerHandler handler) {
    return command(name, SINCE, arity, NONE, flags(ADMIN, NOSCRIPT), server(handler));
  }

  private static Reply start(ServerCall call) {
    HotKeys current = HotKeys.of(call.engine());
    if (current != null && current.isActive()) {
      throw Errors.error("ERR hotkey tracking session already in progress");
    }
    HotKeys.start(call.engine(), wish(call.args()));
    return Reply.OK;
  }

  private static HotKeys.Wish wish(Args args) {
    if (args.count() < FIRST_METRIC || !args.is(2, "METRICS")) {
      throw Errors.error("ERR METRICS parameter is required");
    }
    int metrics = number(args, 3, METRICS, "METRICS count must be > 0 and <= " + METRICS);
    List<String> named = metrics(args, metrics);
    int count = DEFAULT_KEYS;
    long seconds = 0;
    int ratio = 1;
    for (int i = FIRST_METRIC + metrics; i < args.count(); i += 2) {
      switch (option(args, i)) {
        case "COUNT" -> count = number(args, i + 1, MOST_KEYS, WRONG_COUNT);
        case "DURATION" -> seconds = number(args, i + 1, MOST_SECONDS, WRONG_DURATION);
        case "SAMPLE" -> ratio = number(args, i + 1, Integer.MAX_VALUE, WRONG_RATIO);
        case "SLOTS" ->
            throw Errors.error("ERR SLOTS parameter cannot be used in non-cluster mode");
        default -> throw Errors.syntax();
      }
    }
    return new HotKeys.Wish(
        named.contains("CPU"), named.contains("NET"), count, seconds * SECOND, ratio);
  }

  /** An option that has a word behind it. */
  private static String option(Args args, int index) {
    return index + 1 < args.count() ? args.text(index).toUpperCase(Locale.ROOT) : "";
  }

  /** Those that this server knows; others are for servers to come. */
  private static List<String> metrics(Args args, int count) {
    List<String> named = new ArrayList<>();
    boolean enough = args.count() >= FIRST_METRIC + count;
    for (int i = FIRST_METRIC; i < Math.min(args.count(), FIRST_METRIC + count); i++) {
      String metric = args.text(i).toUpperCase(Locale.ROOT);
      if (named.contains(metric)) {
        throw Errors.error("ERR METRICS " + metric + " defined more than once!");
      }
      if (metric.equals("CPU") || metric.equals("NET")) {
        named.add(metric);
      }
    }
    if (!enough) {
      throw Errors.error("ERR METRICS count does not match number of metric types provided");
    }
    if (named.isEmpty()) {
      throw Errors.error("ERR METRICS no valid metrics passed. Supported: CPU|NET");
    }
    return named;
  }

  private static int number(Args args, int index, long most, String message) {
    long number = args.integerFrom(1, index, "ERR " + message);
    if (number > most) {
      throw Errors.error("ERR " + message);
    }
    return (int) number;
  }

  private static Reply stop(ServerCall call) {
    HotKeys current = HotKeys.of(call.engine());
    if (current == null || !current.isActive()) {
      return Reply.NULL;
    }
    current.stop();
    return Reply.OK;
  }

  private static Reply reset(ServerCall call) {
    HotKeys current = HotKeys.of(call.engine());
    if (current != null && current.isActive()) {
      throw Errors.error("ERR hotkey tracking session in progress, stop tracking first");
    }
    HotKeys.forget(call.engine());
    return Reply.OK;
  }

  private static Reply get(ServerCall call) {
    HotKeys current = HotKeys.of(call.engine());
    return current == null ? Reply.NULL : Reply.array(report(current));
  }

  private static Reply report(HotKeys keys) {
    HotKeys.Wish wish = keys.wish();
    List<Reply> items = new ArrayList<>();
    add(items, "tracking-active", keys.isActive() ? 1 : 0);
    add(items, "sample-ratio", wish.ratio());
    Reply allSlots = Reply.array(Reply.integer(0), Reply.integer(LAST_SLOT));
    add(items, "selected-slots", Reply.array(allSlots));
    add(items, "all-commands-all-slots-us", keys.allMicros());
    add(items, "net-bytes-all-commands-all-slots", keys.allBytes());
    add(items, "collection-start-time-unix-ms", keys.startedAt());
    add(items, "collection-duration-ms", keys.duration());
    if (wish.time()) {
      add(items, "total-cpu-time-user-ms", keys.cpu());
      add(items, "total-cpu-time-sys-ms", 0);
    }
    if (wish.traffic()) {
      add(items, "total-net-bytes", keys.traffic().sum());
    }
    if (wish.time()) {
      add(items, "by-cpu-time-us", keys.times().top(wish.count()));
    }
    if (wish.traffic()) {
      add(items, "by-net-bytes", keys.traffic().top(wish.count()));
    }
    return Reply.map(items);
  }

  private static void add(List<Reply> items, String name, long number) {
    add(items, name, Reply.integer(number));
  }

  private static void add(List<Reply> items, String name, Reply value) {
    items.add(Reply.bulk(name));
    items.add(value);
  }
}
