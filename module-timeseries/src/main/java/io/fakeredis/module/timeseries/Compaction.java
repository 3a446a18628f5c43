package io.fakeredis.module.timeseries;

import io.fakeredis.api.Bytes;
import io.fakeredis.api.Database;
import io.fakeredis.api.Errors;
import org.jspecify.annotations.Nullable;

/** Keeps what rules make of a series up to date. */
final class Compaction {
  private final Database db;
  private final Series source;

  private Compaction(Database db, Series source) {
    this.db = db;
    this.source = source;
  }

  /** For the rules of a series whose other ends are there; the others are dropped. */
  static Compaction of(Database db, Series source) {
    Compaction compaction = new Compaction(db, source);
    compaction.dropDeadRules();
    return compaction;
  }

  /** Forgets rules whose other end is gone, as the module does when it comes across them. */
  static void dropDeadRules(Database db, Series series) {
    new Compaction(db, series).dropDeadRules();
  }

  private void dropDeadRules() {
    Bytes origin = source.source();
    if (origin != null) {
      Series other = series(origin);
      if (other == null || other.rule(source.key()) == null) {
        source.setSource(null);
      }
    }
    source.rules().removeIf(rule -> !isDestination(series(rule.destination())));
  }

  private boolean isDestination(@Nullable Series other) {
    return other != null && source.key().equals(other.source());
  }

  private @Nullable Series series(Bytes key) {
    return SeriesType.look(db, key);
  }

  /** Tells those at the other ends of rules that the series lies under another key now. */
  static void renamed(Database db, Series series, Bytes before) {
    Bytes origin = series.source();
    Series source = origin == null ? null : SeriesType.look(db, origin);
    Rule made = source == null ? null : source.rule(before);
    if (made != null) {
      made.setDestination(series.key());
    }
    for (Rule rule : series.rules()) {
      Series destination = SeriesType.look(db, rule.destination());
      if (destination != null) {
        destination.setSource(series.key());
      }
    }
  }

  /** The bucket of a destination that has not ended yet; null if there is none. */
  static @Nullable Sample latest(Database db, Series destination) {
    Bytes origin = destination.source();
    Series source = origin == null ? null : SeriesType.look(db, origin);
    Rule rule = source == null ? null : source.rule(destination.key());
    return rule == null ? null : rule.latest();
  }

  /** The bucket that has not ended yet, if the query asks for it and it is in its range. */
  static @Nullable Sample latest(Database db, Series destination, RangeQuery query) {
    Sample last = destination.last();
    if (!query.latest() || query.to() <= (last == null ? 0 : last.time())) {
      return null;
    }
    Sample latest = latest(db, destination);
    boolean isInRange =
        latest != null && latest.time() >= query.from() && latest.time() <= query.to();
    return isInRange ? latest : null;
  }

  /** A later sample than all others has come. */
  void appended(Sample sample, @Nullable Sample previous) {
    for (Rule rule : source.rules()) {
      Sample closed = rule.append(sample, previous);
      if (closed != null) {
        put(rule, closed);
        db.event(rule.destination(), "ts.add:dest");
      }
    }
  }

  private void put(Rule rule, Sample sample) {
    Series destination = series(rule.destination());
    if (destination != null && !destination.isTooOld(sample.time())) {
      destination.put(sample, DuplicatePolicy.LAST);
      db.changed(rule.destination());
    }
  }

  /** A sample has come or has changed at a time that is not the latest. */
  void updated(long time) {
    for (Rule rule : source.rules()) {
      long start = rule.start(time);
      if (start == openBucket(rule)) {
        rule.recount(source, start);
      } else {
        update(rule, start);
      }
    }
  }

  /** The start of the bucket of the newest sample. */
  private long openBucket(Rule rule) {
    Sample last = source.last();
    return rule.start(last == null ? 0 : last.time());
  }

  /** Computes the sample for the bucket anew, or removes it if there is nothing in it any more. */
  private void update(Rule rule, long start) {
    Sample sample = rule.compute(source, start);
    if (sample != null) {
      put(rule, sample);
    } else {
      remove(rule, Rule.shown(start), Rule.shown(start));
    }
  }

  private void remove(Rule rule, long from, long to) {
    Series destination = series(rule.destination());
    if (destination != null && destination.remove(from, to) > 0) {
      db.changed(rule.destination());
    }
  }

  /**
   * Samples are gone, from one time to another.
   *
   * @param last the time of the newest sample before that
   */
  void removed(long from, long to, long last) {
    for (Rule rule : source.rules()) {
      long open = rule.start(last);
      long first = rule.start(from);
      long end = Math.min(rule.start(to), open);
      if (end == open) {
        rule.recount(source, open);
      }
      if (first < open) {
        update(rule, first);
        if (end != first && end != open) {
          update(rule, end);
        }
        remove(rule, Rule.shown(first + rule.duration()), end - 1);
      }
    }
  }

  /**
   * Refuses to remove what buckets were made of that can't be made again, because the retention
   * hides some of their samples.
   */
  void checkRemoval(long from) {
    for (Rule rule : source.rules()) {
      if (source.isTooOld(from) || source.isTooOld(Rule.shown(rule.start(from)))) {
        throw Errors.error(
            "ERR TSDB: When a series has compactions, deleting samples or compaction buckets"
                + " beyond the series retention period is not possible");
      }
    }
  }
}
