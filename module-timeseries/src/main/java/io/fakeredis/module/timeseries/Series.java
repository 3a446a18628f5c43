package io.fakeredis.module.timeseries;

import io.fakeredis.api.Bytes;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Samples in the order of time, no two at the same, in chunks. There is always a chunk. */
final class Series {
  /** A chunk that has grown so much larger than it should be is split before it grows further. */
  private static final double SPLIT_FACTOR = 1.2;

  private final List<Chunk> chunks = new ArrayList<>();
  private final List<Rule> rules = new ArrayList<>();
  private SeriesOptions options;
  private @Nullable Bytes source;
  private SeriesMemory memory = SeriesMemory.ALLOCATED;
  private Bytes key = Bytes.EMPTY;
  private int count;

  Series(SeriesOptions options) {
    this.options = options;
    chunks.add(Chunk.empty(options));
  }

  /**
   * A series whose chunks are known.
   *
   * @throws IllegalArgumentException if their samples are not in the order of time
   */
  Series(SeriesOptions options, List<Chunk> chunks) {
    this.options = options;
    this.chunks.addAll(chunks);
    long before = -1;
    for (Chunk chunk : chunks) {
      for (Sample sample : chunk.samples()) {
        if (sample.time() <= before) {
          throw new IllegalArgumentException("not in the order of time");
        }
        before = sample.time();
        count++;
      }
    }
    if (chunks.isEmpty() || (chunks.size() > 1 && lastChunk().count() == 0)) {
      throw new IllegalArgumentException("not the chunks of a series");
    }
  }

  SeriesOptions options() {
    return options;
  }

  void setOptions(SeriesOptions changed) {
    options = changed;
  }

  /** The key under which the series came to lie last: dumps tell of it. */
  Bytes key() {
    return key;
  }

  void setKey(Bytes changed) {
    key = changed;
  }

  /** What becomes of the samples in other series. */
  List<Rule> rules() {
    return rules;
  }

  /** The rule whose destination has that key; null if there is none. */
  @Nullable Rule rule(Bytes destination) {
    for (Rule rule : rules) {
      if (rule.destination().equals(destination)) {
        return rule;
      }
    }
    return null;
  }

  /** The key of the series whose rule makes samples of this one; null if there is none. */
  @Nullable Bytes source() {
    return source;
  }

  void setSource(@Nullable Bytes changed) {
    source = changed;
  }

  /** How the server counts the bytes. */
  void setMemory(SeriesMemory counting) {
    memory = counting;
  }

  /** How many bytes the module says that the series takes. */
  long memory() {
    return memory.of(this);
  }

  /** How many samples there are, hidden ones included. */
  int count() {
    return count;
  }

  List<Chunk> chunks() {
    return chunks;
  }

  private Chunk lastChunk() {
    return chunks.get(chunks.size() - 1);
  }

  /** The newest sample; null if there is none. */
  @Nullable Sample last() {
    return lastChunk().last();
  }

  /** The same samples, without rules. */
  Series copy() {
    return new Series(options, chunks.stream().map(Chunk::copy).toList());
  }

  /** Whether the retention refuses a sample at the time. */
  boolean isTooOld(long time) {
    return time < oldest();
  }

  /** The first time that the retention shows. */
  long oldest() {
    Sample last = last();
    if (options.retention() == 0 || last == null) {
      return 0;
    }
    return Math.max(0, last.time() - options.retention());
  }

  /**
   * Adds the sample, or merges it with the one at its time.
   *
   * @return whether the policy allows it
   */
  boolean put(Sample sample, DuplicatePolicy policy) {
    Sample last = last();
    if (last == null || sample.time() > last.time()) {
      append(sample);
      return true;
    }
    return insert(sample, policy);
  }

  private void append(Sample sample) {
    if (!lastChunk().append(sample)) {
      trim();
      Chunk next = Chunk.empty(options);
      next.append(sample);
      chunks.add(next);
    }
    count++;
  }

  /** Drops the chunks whose samples the retention hides, which is done when one is full. */
  private void trim() {
    int hidden = 0;
    Sample last = chunks.get(0).last();
    while (last != null && last.time() < oldest()) {
      count -= chunks.get(hidden).count();
      hidden++;
      last = chunks.get(hidden).last();
    }
    chunks.subList(0, hidden).clear();
  }

  private boolean insert(Sample sample, DuplicatePolicy policy) {
    int at = chunkOf(sample.time());
    if (chunks.get(at).size() > options.chunkSize() * SPLIT_FACTOR) {
      split(at);
      at = chunkOf(sample.time());
    }
    Chunk chunk = chunks.get(at);
    List<Sample> samples = chunk.samples();
    int index = firstFrom(samples, sample.time());
    if (index < samples.size() && samples.get(index).time() == sample.time()) {
      double old = samples.get(index).value();
      if (policy.refuses(old, sample.value())) {
        return false;
      }
      double merged = policy.merge(old, sample.value());
      samples.set(index, new Sample(sample.time(), merged));
    } else {
      samples.add(index, sample);
      count++;
    }
    chunks.set(at, chunk.with(samples));
    return true;
  }

  private void split(int at) {
    Chunk chunk = chunks.get(at);
    int half = chunk.count() - chunk.count() / 2;
    chunks.add(at + 1, chunk.part(half, chunk.count()));
    chunks.set(at, chunk.part(0, half));
  }

  /** The index of the chunk that the time belongs to: the last one that begins no later. */
  int chunkOf(long time) {
    int low = 0;
    int high = chunks.size() - 1;
    while (low < high) {
      int middle = (low + high + 1) >>> 1;
      if (chunks.get(middle).firstTime() <= time) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return low;
  }

  /** The index of the first sample at the time or later. */
  static int firstFrom(List<Sample> samples, long time) {
    int low = 0;
    int high = samples.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (samples.get(middle).time() < time) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /**
   * Removes the samples from one time to another, both included.
   *
   * @return how many there were
   */
  int remove(long from, long to) {
    int removed = 0;
    for (int at = chunkOf(from); at < chunks.size() && from <= to; at++) {
      Chunk chunk = chunks.get(at);
      Sample last = chunk.last();
      if (last == null || chunk.firstTime() > to) {
        break;
      }
      if (chunk.firstTime() >= from && last.time() <= to && chunk.count() < count) {
        chunks.remove(at);
        at--;
        count -= chunk.count();
        removed += chunk.count();
      } else {
        removed += removeWithin(at, from, to);
      }
    }
    return removed;
  }

  private int removeWithin(int at, long from, long to) {
    List<Sample> samples = chunks.get(at).samples();
    int before = samples.size();
    samples.removeIf(sample -> sample.time() >= from && sample.time() <= to);
    chunks.set(at, chunks.get(at).with(samples));
    int removed = before - samples.size();
    count -= removed;
    return removed;
  }

  /** The visible samples from one time to another, both included, oldest first. */
  Iterable<Sample> between(long from, long to) {
    long first = Math.max(from, oldest());
    return () -> new SampleWalk(this, first, to, false);
  }

  /** The visible samples from one time to another, both included, newest first. */
  Iterable<Sample> backwards(long from, long to) {
    long first = Math.max(from, oldest());
    return () -> new SampleWalk(this, first, to, true);
  }

  /** The last visible sample before the time; null if there is none. */
  @Nullable Sample before(long time) {
    return time == 0 ? null : first(backwards(0, time - 1));
  }

  /** The first visible sample after the time; null if there is none. */
  @Nullable Sample after(long time) {
    return time == Long.MAX_VALUE ? null : first(between(time + 1, Long.MAX_VALUE));
  }

  private static @Nullable Sample first(Iterable<Sample> samples) {
    for (Sample sample : samples) {
      return sample;
    }
    return null;
  }

  /** The first visible sample; null if there is none. */
  @Nullable Sample first() {
    return first(between(0, Long.MAX_VALUE));
  }

  /** How many samples the retention hides. */
  int hidden() {
    int hidden = 0;
    int at = chunkOf(oldest());
    for (Chunk chunk : chunks.subList(0, at)) {
      hidden += chunk.count();
    }
    return hidden + firstFrom(chunks.get(at).samples(), oldest());
  }
}
