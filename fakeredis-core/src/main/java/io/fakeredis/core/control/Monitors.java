package io.fakeredis.core.control;

import io.fakeredis.api.Args;
import io.fakeredis.api.Bytes;
import io.fakeredis.api.Feature;
import io.fakeredis.api.Reply;
import io.fakeredis.api.Result;
import io.fakeredis.core.catalog.CommandCatalog;
import io.fakeredis.core.engine.CallObserver;
import io.fakeredis.core.engine.CommandTable;
import io.fakeredis.core.engine.Engine;
import io.fakeredis.core.engine.Session;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Shows the clients that said MONITOR every call of all clients. */
final class Monitors implements CallObserver, Engine.Observer {
  /** Valkey 8.1 escapes what cannot be printed, and forgets about quotes and backslashes. */
  private static final Feature BARE_QUOTES =
      Feature.since("MONITOR.bare-quotes", "valkey 8.1 until 9.0");

  /** Since 6.2 a call is shown when it has run; only scripts come before what they call. */
  private static final Feature AFTERWARDS = Feature.since("MONITOR.shows-afterwards", "6.2");

  private static final int MICROS = 1_000_000;
  private static final String ESCAPED = "\n\r\t\u0007\b";
  private static final String ESCAPES = "nrtab";

  private final Engine engine;
  private final Set<Session> watchers = new LinkedHashSet<>();

  /** What a client has that is shown all calls. */
  private static final class Watching {}

  private Monitors(Engine engine) {
    this.engine = engine;
    engine.observe(this);
  }

  static Monitors of(Engine engine) {
    return engine.part(Monitors.class, Monitors::new);
  }

  /** From now on the client is shown all calls; false if it was before. */
  boolean add(Session session) {
    if (watchers.isEmpty()) {
      engine.executor().observe(this);
    }
    session.part(Watching.class, s -> new Watching());
    return watchers.add(session);
  }

  static boolean isWatching(Session session) {
    return session.part(Watching.class) != null;
  }

  /** The client is an ordinary one again. */
  void remove(Session session) {
    session.dropPart(Watching.class);
    if (watchers.remove(session) && watchers.isEmpty()) {
      engine.executor().forget(this);
    }
  }

  @Override
  public void sessionClosed(Session session) {
    remove(session);
  }

  @Override
  public void starting(Session session, CommandTable.Row row, Args args) {
    boolean early = !engine.profile().has(AFTERWARDS) || isScript(row);
    if (early && (isScript(row) || isShown(row))) {
      show(session, row, args);
    }
  }

  @Override
  public void ended(Session session, CommandTable.Row row, Args args, Result result, long nanos) {
    boolean late = engine.profile().has(AFTERWARDS) && !isScript(row) && isShown(row);
    if (late || row.command().name().equals("EXEC")) {
      show(session, row, args);
    }
  }

  private static boolean isScript(CommandTable.Row row) {
    return switch (row.command().name()) {
      case "EVAL", "EVALSHA", "EVAL_RO", "EVALSHA_RO", "FCALL", "FCALL_RO" -> true;
      default -> false;
    };
  }

  /** EXEC shows itself when it is over; what is for administrators is shown to nobody. */
  private boolean isShown(CommandTable.Row row) {
    List<String> flags = CommandCatalog.of(engine).facts(row).flags();
    return !flags.contains("skip_monitor")
        && !flags.contains("admin")
        && !row.command().name().equals("EXEC");
  }

  private void show(Session session, CommandTable.Row row, Args args) {
    Reply line = Reply.simple(line(session, Redaction.of(engine).hide(row, args)));
    boolean later = engine.profile().has(AFTERWARDS) || row.command().name().equals("EXEC");
    for (Session watcher : watchers) {
      if (later) {
        engine.afterwards(() -> watcher.deliver(line)); // its own replies come first
      } else {
        watcher.deliver(line);
      }
    }
  }

  private String line(Session session, Args args) {
    long micros = engine.time().micros();
    boolean script = session.context() == Session.Context.SCRIPT;
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(
            Locale.ROOT, "%d.%06d", Math.floorDiv(micros, MICROS), Math.floorMod(micros, MICROS)));
    text.append(" [").append(session.database()).append(' ');
    text.append(script ? "lua" : session.endpoint().remote()).append(']');
    boolean bareQuotes = engine.profile().has(BARE_QUOTES);
    for (Bytes word : args.from(0)) {
      text.append(" \"");
      appendQuoted(word, text, bareQuotes);
      text.append('"');
    }
    return text.toString();
  }

  private static void appendQuoted(Bytes word, StringBuilder text, boolean bareQuotes) {
    for (int i = 0; i < word.length(); i++) {
      char c = (char) (word.at(i) & 0xff);
      int escape = ESCAPED.indexOf(c);
      if (escape >= 0) {
        text.append('\\').append(ESCAPES.charAt(escape));
      } else if ((c == '"' || c == '\\') && !bareQuotes) {
        text.append('\\').append(c);
      } else if (c < ' ' || c > '~') {
        text.append(String.format(Locale.ROOT, "\\x%02x", (int) c));
      } else {
        text.append(c);
      }
    }
  }
}
