package io.fakeredis.module.timeseries;

import io.fakeredis.api.Bytes;
import io.fakeredis.api.ModuleCodec;
import org.jspecify.annotations.Nullable;

/** What becomes of the samples of a series in another one: a sample for each bucket. */
final class Rule {
  /** Stands for the open bucket of a rule that has seen no sample yet. */
  private static final long NOT_BEGUN = -1;

  private final Aggregation aggregation;
  private final long duration;
  private final long alignment;
  private Bytes destination;
  private boolean begun;
  private long bucket;
  private @Nullable Tally open;

  Rule(Bytes destination, Aggregation aggregation, long duration, long alignment) {
    this.destination = destination;
    this.aggregation = aggregation;
    this.duration = duration;
    this.alignment = alignment;
  }

  Aggregation aggregation() {
    return aggregation;
  }

  long duration() {
    return duration;
  }

  long alignment() {
    return alignment;
  }

  Bytes destination() {
    return destination;
  }

  void setDestination(Bytes renamed) {
    destination = renamed;
  }

  /** The first time of the bucket with that time, which may be negative. */
  long start(long time) {
    return Window.start(time, duration, alignment);
  }

  /** The time of the sample for the bucket that starts there. */
  static long shown(long start) {
    return Math.max(0, start);
  }

  private Tally tally(long start) {
    return aggregation.tally(shown(start), start + duration);
  }

  /** What the bucket says that has not ended yet; null if there is nothing to say. */
  @Nullable Sample latest() {
    return begun && open != null ? told(open) : null;
  }

  /**
   * Takes a sample that is later than all others.
   *
   * @param previous the sample before
   * @return the sample for the bucket that ends with it; null if none does
   */
  @Nullable Sample append(Sample sample, @Nullable Sample previous) {
    long start = start(sample.time());
    Tally tally = open == null ? tally(start) : open;
    Sample closed = null;
    if (begun && start > bucket) {
      tally.addAfter(sample);
      closed = told(tally);
      tally = tally(start);
      if (closed != null && previous != null) {
        tally.addBefore(previous);
      }
    }
    begun = true;
    bucket = start;
    open = tally;
    tally.add(sample);
    return closed;
  }

  private @Nullable Sample told(Tally tally) {
    return tally.count() == 0 ? null : new Sample(shown(bucket), tally.result());
  }

  /**
   * Counts the bucket that has not ended yet anew. If the rule has not seen a sample yet, the next
   * one decides which bucket that is, as in the module.
   */
  void recount(Series source, long start) {
    open = tally(source, start);
  }

  /** What the samples of the source say of the bucket that starts there; null if there are none. */
  @Nullable Sample compute(Series source, long start) {
    Tally tally = tally(source, start);
    return tally.count() == 0 ? null : new Sample(shown(start), tally.result());
  }

  /** Writes the rule as the module does, with what it keeps of the open bucket. */
  void save(ModuleCodec.Writer out) {
    out.string(destination);
    out.unsigned(duration);
    out.unsigned(alignment);
    out.unsigned(aggregation.number());
    out.unsigned(begun ? shown(bucket) : NOT_BEGUN);
    (open == null ? tally(bucket) : open).save(aggregation, out);
  }

  static Rule load(ModuleCodec.Reader in) {
    Bytes destination = in.string();
    long duration = in.unsigned();
    long alignment = in.unsigned();
    Aggregation aggregation = Aggregation.numbered(in.unsigned());
    if (duration < 1 || alignment < 0) {
      throw new IllegalArgumentException("not a rule");
    }
    Rule rule = new Rule(destination, aggregation, duration, alignment);
    long bucket = in.unsigned();
    rule.begun = bucket != NOT_BEGUN;
    rule.bucket = rule.start(Math.max(0, bucket));
    Tally tally = rule.tally(rule.bucket);
    tally.load(aggregation, in);
    rule.open = tally;
    return rule;
  }

  private Tally tally(Series source, long start) {
    Tally tally = tally(start);
    long end = start + duration - 1;
    Sample before = source.before(shown(start));
    if (before != null) {
      tally.addBefore(before);
    }
    source.between(shown(start), end).forEach(tally::add);
    Sample after = source.after(end);
    if (after != null) {
      tally.addAfter(after);
    }
    return tally;
  }
}
