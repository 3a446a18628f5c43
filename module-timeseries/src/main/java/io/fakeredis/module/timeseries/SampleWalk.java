package io.fakeredis.module.timeseries;

import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;

/** Goes through the samples of a series, one chunk after the other. */
final class SampleWalk implements Iterator<Sample> {
  private final List<Chunk> chunks;
  private final long from;
  private final long to;
  private final boolean backwards;
  private int chunk;
  private Iterator<Sample> samples;

  SampleWalk(Series series, long from, long to, boolean backwards) {
    this.chunks = series.chunks();
    this.from = from;
    this.to = to;
    this.backwards = backwards;
    this.chunk = series.chunkOf(backwards ? to : from);
    this.samples = read();
    skip();
  }

  private Iterator<Sample> read() {
    Chunk current = chunks.get(chunk);
    Sample last = current.last();
    if (last == null || from > to || last.time() < from || current.firstTime() > to) {
      return Collections.emptyIterator();
    }
    List<Sample> all = current.samples();
    int end = last.time() <= to ? all.size() : Series.firstFrom(all, to + 1);
    List<Sample> part = all.subList(Series.firstFrom(all, from), end);
    if (backwards) {
      Collections.reverse(part);
    }
    return part.iterator();
  }

  /** Goes on to a chunk that has samples of the range, if the current one has no more. */
  private void skip() {
    while (!samples.hasNext() && isNext()) {
      chunk += backwards ? -1 : 1;
      samples = read();
    }
  }

  private boolean isNext() {
    if (backwards) {
      return chunk > 0 && chunks.get(chunk).firstTime() > from;
    }
    return chunk < chunks.size() - 1 && chunks.get(chunk + 1).firstTime() <= to;
  }

  @Override
  public boolean hasNext() {
    return samples.hasNext();
  }

  @Override
  public Sample next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    Sample sample = samples.next();
    skip();
    return sample;
  }
}
