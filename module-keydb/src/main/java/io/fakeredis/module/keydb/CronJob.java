package io.fakeredis.module.keydb;

import io.fakeredis.api.Bytes;
import io.fakeredis.api.Context;
import io.fakeredis.api.Database;
import io.fakeredis.api.Errors;
import io.fakeredis.api.Settings;
import io.fakeredis.api.ValueType;
import java.util.ArrayList;
import java.util.List;

/** A script that runs by the clock, once or again and again, for as long as its key is there. */
final class CronJob {
  static final ValueType<CronJob> TYPE = new CronType();

  private final Script script;
  private final boolean once;
  private final long interval;
  private final int database;
  private long start;
  private Bytes key = Bytes.EMPTY;

  /** What is run, with the keys and arguments that it gets. */
  record Script(Bytes text, List<Bytes> keys, List<Bytes> arguments) {

    private void run(Context context) {
      List<Bytes> words = new ArrayList<>(List.of(Bytes.of("EVAL"), text, Bytes.of(keys.size())));
      words.addAll(keys);
      words.addAll(arguments);
      context.call(words.toArray(Bytes[]::new));
    }
  }

  /**
   * A job whose script runs first when the interval is over.
   *
   * @param start when the interval begins, in milliseconds since 1970
   * @param database the number of the one in which the script runs
   */
  CronJob(Script script, boolean once, long start, long interval, int database) {
    this.script = script;
    this.once = once;
    this.start = start;
    this.interval = interval;
    this.database = database;
  }

  void begin(Context context) {
    context.at(start + interval, this::run);
  }

  private boolean isUnderItsKey(Context context) {
    Database.Stored stored = context.db(database).stored(key);
    return stored != null && stored.value() == this;
  }

  private void run(Context context) {
    if (!isUnderItsKey(context)) {
      return;
    }
    script.run(context);
    if (!isUnderItsKey(context)) {
      return;
    }
    context.db().event(key, "CRON Executed");
    if (once) {
      context.db().remove(key, null);
    } else {
      start = next(context.now());
      context.at(start, this::run);
    }
  }

  /** Times that were missed are left out; the others stay in step, unless the start was zero. */
  private long next(long now) {
    if (start == 0) {
      return now + interval;
    }
    long passed = Math.max(0, now - start);
    return start + (passed / interval + 1) * interval;
  }

  private static final class CronType implements ValueType<CronJob> {
    private static final int BYTES = 128;

    @Override
    public String name() {
      return "cron";
    }

    /** Events are told of wherever there are channels for events: they are of no other class. */
    @Override
    public char eventClass() {
      return 'E';
    }

    @Override
    public void placed(CronJob value, Bytes key, boolean expires, Settings settings) {
      value.key = key;
    }

    @Override
    public CronJob copy(CronJob value) {
      throw Errors.error("ERR unknown type object");
    }

    @Override
    public long memory(CronJob value) {
      return (long) BYTES + value.script.text().length();
    }
  }
}
