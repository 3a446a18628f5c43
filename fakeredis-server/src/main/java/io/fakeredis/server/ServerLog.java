package io.fakeredis.server;

import io.fakeredis.api.Feature;
import io.fakeredis.core.engine.Engine;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/**
 * What the server says of itself as it starts and ends, in the words and the form in which the real
 * one does: scripts and containers wait for these lines. It goes to the {@code logfile}, or to
 * standard output if none is named.
 */
final class ServerLog {
  private static final Feature NAMES_TRANSPORT = Feature.since("LOG.ready-with-transport", "7.2");
  private static final Feature INITIALIZED_IS_NOTICE =
      Feature.since("LOG.initialized-as-notice", "7.2");
  private static final List<String> LEVELS = List.of("debug", "verbose", "notice", "warning");
  private static final String MARKS = ".-*#";
  private static final int NOTICE = 2;
  private static final int WARNING = 3;
  private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("dd", Locale.ROOT);

  /**
   * A formatter would look for them in all it knows of languages, for longer than a start takes.
   */
  private static final List<String> MONTHS =
      List.of("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec");

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy HH:mm:ss.SSS", Locale.ROOT);

  private final Engine engine;
  private final PrintStream out;
  private final long pid = ProcessHandle.current().pid();

  ServerLog(Engine engine, PrintStream out) {
    this.engine = engine;
    this.out = out;
  }

  /** The server has begun to start. */
  void starting() {
    if (engine.settings().enabled("always-show-logo")) {
      write(
          """
           %s
           Running in standalone mode
           Port: %d
           PID: %d
          """
              .formatted(engine.profile(), engine.settings().number("port"), pid));
    } else {
      line(NOTICE, "Running mode=standalone, port=" + engine.settings().number("port") + ".");
    }
    if (engine.settings().enabled("daemonize")) {
      line(WARNING, "daemonize: a Java process can't leave its terminal; it goes on as it is");
    }
  }

  /** Clients may come. */
  void ready(String places) {
    line(engine.profile().has(INITIALIZED_IS_NOTICE) ? NOTICE : WARNING, "Server initialized");
    line(NOTICE, engine.profile() + " is served on " + places);
    boolean namesTransport = engine.profile().has(NAMES_TRANSPORT);
    line(NOTICE, "Ready to accept connections" + (namesTransport ? " tcp" : ""));
  }

  /** The port could not be had. */
  void noListener(String reason) {
    line(WARNING, "Warning: Could not create server TCP listening socket: " + reason);
    line(
        WARNING,
        "Failed listening on port %d (tcp), aborting.".formatted(engine.settings().number("port")));
  }

  void ended() {
    line(WARNING, "Redis is now ready to exit, bye bye...");
  }

  private void line(int level, String message) {
    int least = LEVELS.indexOf(engine.settings().text("loglevel"));
    if (least >= 0 && level >= least) {
      String mark = " " + MARKS.charAt(level) + " ";
      write(pid + ":M " + date() + mark + message + System.lineSeparator());
    }
  }

  private String date() {
    Instant now = Instant.ofEpochMilli(engine.time().millis());
    ZonedDateTime date = now.atZone(ZoneId.systemDefault());
    String month = MONTHS.get(date.getMonthValue() - 1);
    return DAY.format(date) + " " + month + " " + TIME.format(date);
  }

  private void write(String text) {
    String file = engine.settings().text("logfile");
    if (file.isEmpty()) {
      out.print(text);
      return;
    }
    try {
      Path path = engine.configuration().pathOf(file);
      Files.writeString(path, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException("can't open the log file: " + e.getMessage(), e);
    }
  }
}
