package io.fakeredis.module.timeseries;

import io.fakeredis.api.ModuleCodec;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Samples in few bits, as the <a href="https://www.vldb.org/pvldb/vol8/p1816-teller.pdf">Gorilla
 * paper</a> has it: how far the step of time differs from the one before, and which bits of the
 * value differ.
 */
final class CompressedChunk implements Chunk {
  private static final int[] STEP_BITS = {5, 8, 11, 15, 32};
  private static final int LEADING_BITS = 5;
  private static final int BLOCK_BITS = 6;
  private static final int MOST_LEADING = 31;

  /** More bits than there can be, so that the first value that differs says how many differ. */
  private static final int UNKNOWN = 32;

  private static final int GROWTH = 32;
  private static final int OVERHEAD = 80;

  private final Bits data;
  private Place end = new Place();
  private int count;
  private long firstTime;
  private double firstValue;

  CompressedChunk(int size) {
    this(new Bits(size));
  }

  private CompressedChunk(Bits data) {
    this.data = data;
  }

  /** Where a sample ends, and what the next one is told in terms of. */
  private static final class Place {
    private int bit;
    private long time;
    private long step;
    private long value;
    private int leading = UNKNOWN;
    private int trailing = UNKNOWN;

    private Place copy() {
      Place copy = new Place();
      copy.bit = bit;
      copy.time = time;
      copy.step = step;
      copy.value = value;
      copy.leading = leading;
      copy.trailing = trailing;
      return copy;
    }

    private int block() {
      return Long.SIZE - leading - trailing;
    }
  }

  @Override
  public boolean append(Sample sample) {
    long value = Double.doubleToRawLongBits(sample.value());
    if (count == 0) {
      firstTime = sample.time();
      firstValue = sample.value();
      end.time = firstTime;
      end.value = value;
      count = 1;
      return true;
    }
    Place next = end.copy();
    if (!putTime(next, sample.time()) || !putValue(next, value)) {
      return false;
    }
    end = next;
    count++;
    return true;
  }

  private boolean fits(Place place, int bits) {
    return place.bit + bits <= data.size();
  }

  private void put(Place place, long number, int width) {
    data.put(place.bit, number, width);
    place.bit += width;
  }

  /** Puts the time there if there is room for it and for one more bit, which a value needs. */
  private boolean putTime(Place place, long time) {
    long step = time - place.time;
    long change = step - place.step;
    int level = level(change);
    int prefix = Math.min(level + 1, STEP_BITS.length + 1);
    int width = width(level);
    if (!fits(place, prefix + width + 1)) {
      return false;
    }
    put(place, (1L << level) - 1, prefix);
    put(place, change, width);
    place.time = time;
    place.step = step;
    return true;
  }

  /** 0 if there is no change, otherwise how many ones stand in front of it. */
  private static int level(long change) {
    if (change == 0) {
      return 0;
    }
    int level = 1;
    while (level <= STEP_BITS.length && !isOf(change, STEP_BITS[level - 1])) {
      level++;
    }
    return level;
  }

  private static int width(int level) {
    if (level == 0) {
      return 0;
    }
    return level > STEP_BITS.length ? Long.SIZE : STEP_BITS[level - 1];
  }

  private static boolean isOf(long change, int bits) {
    long limit = 1L << (bits - 1);
    return change >= -limit && change < limit;
  }

  /**
   * Puts the value there if there is room. The module leaves the time and the first bit where they
   * are if there is not, and so they are seen in dumps.
   */
  private boolean putValue(Place place, long value) {
    long difference = value ^ place.value;
    place.value = value;
    if (difference == 0) {
      put(place, 0, 1);
      return true;
    }
    put(place, 1, 1);
    int leading = Math.min(MOST_LEADING, Long.numberOfLeadingZeros(difference));
    int trailing = Long.numberOfTrailingZeros(difference);
    int block = Long.SIZE - leading - trailing;
    boolean suits = leading >= place.leading && trailing >= place.trailing;
    boolean isShorter = place.block() < LEADING_BITS + BLOCK_BITS + block;
    return (suits && isShorter)
        ? putInLastBlock(place, difference)
        : putInNewBlock(place, difference, leading, trailing);
  }

  private boolean putInNewBlock(Place place, long difference, int leading, int trailing) {
    int block = Long.SIZE - leading - trailing;
    if (!fits(place, 1 + LEADING_BITS + BLOCK_BITS + block)) {
      return false;
    }
    put(place, 1, 1);
    put(place, leading, LEADING_BITS);
    put(place, block - 1L, BLOCK_BITS);
    put(place, difference >>> trailing, block);
    place.leading = leading;
    place.trailing = trailing;
    return true;
  }

  /** Puts the bits there that differed the last time, too. */
  private boolean putInLastBlock(Place place, long difference) {
    if (!fits(place, 1 + place.block())) {
      return false;
    }
    put(place, 0, 1);
    put(place, difference >>> place.trailing, place.block());
    return true;
  }

  @Override
  public void grow() {
    data.resize(data.bytes() + GROWTH);
  }

  @Override
  public void trim() {
    int excess = (data.size() - end.bit) / Byte.SIZE;
    if (excess > 1) {
      int needed = data.bytes() - excess + 1;
      data.resize(needed + Long.BYTES - needed % Long.BYTES);
    }
  }

  @Override
  public Chunk another(int size) {
    return new CompressedChunk(size);
  }

  @Override
  public Chunk copy() {
    CompressedChunk copy = new CompressedChunk(data.copy());
    copy.end = end.copy();
    copy.count = count;
    copy.firstTime = firstTime;
    copy.firstValue = firstValue;
    return copy;
  }

  @Override
  public int count() {
    return count;
  }

  @Override
  public int size() {
    return data.bytes();
  }

  @Override
  public int overhead() {
    return OVERHEAD;
  }

  @Override
  public long firstTime() {
    return firstTime;
  }

  @Override
  public @Nullable Sample last() {
    return count == 0 ? null : new Sample(end.time, Double.longBitsToDouble(end.value));
  }

  @Override
  public List<Sample> samples() {
    List<Sample> samples = new ArrayList<>(count);
    read(count, samples);
    return samples;
  }

  /** Reads the samples and tells where they end. */
  private Place read(long number, List<Sample> samples) {
    Place place = new Place();
    place.time = firstTime;
    place.value = Double.doubleToRawLongBits(firstValue);
    for (long i = 0; i < number; i++) {
      if (i > 0) {
        readTime(place);
        readValue(place);
      }
      samples.add(new Sample(place.time, Double.longBitsToDouble(place.value)));
    }
    return place;
  }

  private long take(Place place, int width) {
    long number = data.get(place.bit, width);
    place.bit += width;
    return number;
  }

  private void readTime(Place place) {
    int level = 0;
    while (level <= STEP_BITS.length && take(place, 1) == 1) {
      level++;
    }
    int width = width(level);
    if (width > 0) {
      int unused = Long.SIZE - width;
      place.step += take(place, width) << unused >> unused;
    }
    place.time += place.step;
  }

  private void readValue(Place place) {
    if (take(place, 1) == 0) {
      return;
    }
    if (take(place, 1) == 1) {
      place.leading = (int) take(place, LEADING_BITS);
      int block = (int) take(place, BLOCK_BITS) + 1;
      place.trailing = Long.SIZE - place.leading - block;
    }
    if (place.trailing < 0 || place.block() <= 0) {
      throw new IllegalArgumentException("not a value");
    }
    place.value ^= take(place, place.block()) << place.trailing;
  }

  @Override
  public void save(ModuleCodec.Writer out) {
    out.unsigned(data.bytes());
    out.unsigned(count);
    out.unsigned(end.bit);
    out.unsigned(Double.doubleToRawLongBits(firstValue));
    out.unsigned(firstTime);
    out.unsigned(end.time);
    out.signed(end.step);
    out.unsigned(end.value);
    out.unsigned(end.leading);
    out.unsigned(end.trailing);
    out.string(data.toBytes());
  }

  /** A chunk in a dump. Where its samples end is told by the samples themselves. */
  static Chunk load(ModuleCodec.Reader in) {
    in.unsigned();
    long count = in.unsigned();
    in.unsigned();
    double firstValue = Double.longBitsToDouble(in.unsigned());
    long firstTime = in.unsigned();
    in.unsigned();
    in.signed();
    in.unsigned();
    in.unsigned();
    in.unsigned();
    CompressedChunk chunk = new CompressedChunk(new Bits(in.string()));
    chunk.firstTime = firstTime;
    chunk.firstValue = firstValue;
    List<Sample> samples = new ArrayList<>();
    chunk.end = chunk.read(count, samples);
    chunk.count = samples.size();
    return chunk;
  }
}
