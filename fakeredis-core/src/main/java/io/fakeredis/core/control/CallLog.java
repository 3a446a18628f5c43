package io.fakeredis.core.control;

import io.fakeredis.api.Args;
import io.fakeredis.api.Bytes;
import io.fakeredis.api.Feature;
import io.fakeredis.api.Flag;
import io.fakeredis.core.engine.CommandTable;
import io.fakeredis.core.engine.Engine;
import io.fakeredis.core.engine.Session;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.List;

/** The latest calls that took long, or had much to say, the newest first. */
final class CallLog {
  /** Before, the calls that a log without room does not keep are numbered all the same. */
  private static final Feature OFF_AT_ZERO = Feature.since("SLOWLOG.off-at-zero", "7.4");

  /** Up to 7.0 the client that runs a script's calls has an address of its own. */
  private static final Feature NO_SCRIPT_ADDRESS =
      Feature.since("SLOWLOG.no-script-address", "7.2");

  /** What a script calls, its client has called. */
  private static final Feature CALLERS_ADDRESS =
      Feature.since("SLOWLOG.callers-address", "valkey 8.0");

  private final Engine engine;
  private final String lengthParameter;
  private final Deque<Entry> entries = new ArrayDeque<>();
  private long nextId;

  /**
   * A call.
   *
   * @param words cut, where they are many or long
   * @param count how many words there were
   */
  record Entry(
      long id,
      long seconds,
      long figure,
      List<Bytes> words,
      int count,
      String address,
      Bytes clientName) {}

  /**
   * An empty log.
   *
   * @param lengthParameter the name of the parameter that limits its length
   */
  CallLog(Engine engine, String lengthParameter) {
    this.engine = engine;
    this.lengthParameter = lengthParameter;
  }

  /**
   * Adds a call.
   *
   * @param figure how long it took in microseconds, or how many bytes there were
   */
  void add(Session session, CommandTable.Row row, Args args, long figure) {
    if (row.command().has(Flag.SKIP_SLOWLOG)) {
      return;
    }
    if (engine.settings().number(lengthParameter) == 0 && engine.profile().has(OFF_AT_ZERO)) {
      return;
    }
    boolean script =
        session.context() == Session.Context.SCRIPT && !engine.profile().has(CALLERS_ADDRESS);
    String address = engine.profile().has(NO_SCRIPT_ADDRESS) ? "" : "?:0";
    entries.addFirst(
        new Entry(
            nextId++,
            Math.floorDiv(engine.time().millis(), 1000),
            figure,
            cut(Redaction.of(engine).hide(row, args)),
            args.count(),
            script ? address : session.endpoint().remote(),
            script ? Bytes.EMPTY : session.name()));
    cutToLength();
  }

  /** Entries beyond the limit go when the next one comes. */
  private void cutToLength() {
    long most = engine.settings().number(lengthParameter);
    while (entries.size() > most) {
      entries.removeLast();
    }
  }

  private List<Bytes> cut(Args args) {
    int most = (int) engine.settings().number("slowlog-entry-max-argc");
    int kept = args.count() > most ? most - 1 : args.count();
    List<Bytes> words = new ArrayList<>();
    for (Bytes word : args.slice(0, kept)) {
      words.add(cut(word));
    }
    if (kept < args.count()) {
      words.add(Bytes.of("... (" + (args.count() - kept) + " more arguments)"));
    }
    return words;
  }

  private Bytes cut(Bytes word) {
    int most = (int) engine.settings().number("slowlog-entry-max-string-len");
    if (word.length() <= most) {
      return word;
    }
    String rest = "... (" + (word.length() - most) + " more bytes)";
    return Bytes.latin(word.slice(0, most).latin() + rest);
  }

  Collection<Entry> entries() {
    return Collections.unmodifiableCollection(entries);
  }

  void clear() {
    entries.clear();
  }
}
