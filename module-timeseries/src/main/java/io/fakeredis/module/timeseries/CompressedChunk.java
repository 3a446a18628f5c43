package io.fakeredis.module.timeseries;

import io.fakeredis.api.Bytes;
import io.fakeredis.api.ModuleCodec;
import java.util.ArrayList;
import java.util.List;

/**
 * Samples in few bits, as the <a href="https://www.vldb.org/pvldb/vol8/p1816-teller.pdf">Gorilla
 * paper</a> has it: what the step of time differs from the one before, and the bits of the value
 * that differ. Numbers stand with their lowest bit first.
 */
final class CompressedChunk implements Chunk {
  private static final int[] STEP_BITS = {5, 8, 11, 15, 32};
  private static final int LEADING_BITS = 5;
  private static final int BLOCK_BITS = 6;
  private static final int MOST_LEADING = 31;
  private static final int UNKNOWN = 32;

  private final byte[] data;
  private final State state = new State();
  private int count;
  private long firstTime;
  private double firstValue;

  CompressedChunk(int size) {
    data = new byte[size];
  }

  /** Where the next sample goes, and what it is told in terms of. */
  private static final class State {
    private int bit;
    private long time;
    private long step;
    private long value;
    private int leading = UNKNOWN;
    private int trailing = UNKNOWN;
  }

  @Override
  public boolean append(Sample sample) {
    long value = Double.doubleToRawLongBits(sample.value());
    if (count == 0) {
      firstTime = sample.time();
      firstValue = sample.value();
      state.time = sample.time();
      state.value = value;
      count = 1;
      return true;
    }
    BitWriter bits = new BitWriter(state.bit);
    long step = sample.time() - state.time;
    appendStep(bits, step - state.step);
    appendValue(bits, value ^ state.value);
    if (bits.isOver()) {
      bits.clear(state.bit);
      return false;
    }
    state.bit = bits.at;
    state.time = sample.time();
    state.step = step;
    state.value = value;
    state.leading = bits.leading;
    state.trailing = bits.trailing;
    count++;
    return true;
  }

  private static void appendStep(BitWriter bits, long change) {
    if (change == 0) {
      bits.put(0, 1);
      return;
    }
    int level = 0;
    while (level < STEP_BITS.length && !fits(change, STEP_BITS[level])) {
      level++;
    }
    if (level == STEP_BITS.length) {
      bits.put((1 << (level + 1)) - 1, level + 1);
      bits.put(change, Long.SIZE);
    } else {
      bits.put((1 << (level + 1)) - 1, level + 2);
      bits.put(change, STEP_BITS[level]);
    }
  }

  private static boolean fits(long change, int bits) {
    long limit = 1L << (bits - 1);
    return change >= -limit && change < limit;
  }

  private void appendValue(BitWriter bits, long difference) {
    bits.leading = state.leading;
    bits.trailing = state.trailing;
    if (difference == 0) {
      bits.put(0, 1);
      return;
    }
    bits.put(1, 1);
    int leading = Math.min(MOST_LEADING, Long.numberOfLeadingZeros(difference));
    int trailing = Long.numberOfTrailingZeros(difference);
    int block = Long.SIZE - leading - trailing;
    int before = Long.SIZE - state.leading - state.trailing;
    if (leading >= state.leading
        && trailing >= state.trailing
        && LEADING_BITS + BLOCK_BITS + block > before) {
      bits.put(0, 1);
      bits.put(difference >>> state.trailing, before);
    } else {
      bits.put(1, 1);
      bits.put(leading, LEADING_BITS);
      bits.put(block - 1L, BLOCK_BITS);
      bits.put(difference >>> trailing, block);
      bits.leading = leading;
      bits.trailing = trailing;
    }
  }

  @Override
  public void save(ModuleCodec.Writer out) {
    out.unsigned(data.length);
    out.unsigned(count);
    out.unsigned(state.bit);
    out.unsigned(Double.doubleToRawLongBits(firstValue));
    out.unsigned(firstTime);
    out.unsigned(state.time);
    out.signed(state.step);
    out.unsigned(state.value);
    out.unsigned(state.leading);
    out.unsigned(state.trailing);
    out.string(Bytes.copyOf(data, 0, data.length));
  }

  /** The samples of a chunk in a dump. */
  static List<Sample> load(ModuleCodec.Reader in) {
    in.unsigned();
    long count = in.unsigned();
    in.unsigned();
    long value = in.unsigned();
    long time = in.unsigned();
    in.unsigned();
    in.signed();
    in.unsigned();
    in.unsigned();
    in.unsigned();
    BitReader bits = new BitReader(in.string().toArray());
    State state = new State();
    state.time = time;
    state.value = value;
    List<Sample> samples = new ArrayList<>();
    for (long i = 0; i < count; i++) {
      if (i > 0) {
        readStep(bits, state);
        readValue(bits, state);
      }
      samples.add(new Sample(state.time, Double.longBitsToDouble(state.value)));
    }
    return samples;
  }

  private static void readStep(BitReader bits, State state) {
    int level = 0;
    while (level <= STEP_BITS.length && bits.take(1) == 1) {
      level++;
    }
    if (level > STEP_BITS.length) {
      state.step += bits.take(Long.SIZE);
    } else if (level > 0) {
      int width = STEP_BITS[level - 1];
      int unused = Long.SIZE - width;
      state.step += bits.take(width) << unused >> unused;
    }
    state.time += state.step;
  }

  private static void readValue(BitReader bits, State state) {
    if (bits.take(1) == 0) {
      return;
    }
    if (bits.take(1) == 1) {
      state.leading = (int) bits.take(LEADING_BITS);
      int block = (int) bits.take(BLOCK_BITS) + 1;
      state.trailing = Long.SIZE - state.leading - block;
    }
    int block = Long.SIZE - state.leading - state.trailing;
    if (state.trailing < 0 || block <= 0) {
      throw new IllegalArgumentException("not a value");
    }
    state.value ^= bits.take(block) << state.trailing;
  }

  /** Writes bits as long as there is room. */
  private final class BitWriter {
    private int at;
    private int leading;
    private int trailing;

    BitWriter(int at) {
      this.at = at;
    }

    void put(long number, int width) {
      for (int i = 0; i < width; i++, at++) {
        if (at < data.length * Byte.SIZE) {
          int mask = 1 << (at % Byte.SIZE);
          boolean set = ((number >>> i) & 1) == 1;
          data[at / Byte.SIZE] =
              (byte) (set ? data[at / Byte.SIZE] | mask : data[at / Byte.SIZE] & ~mask);
        }
      }
    }

    /** Takes back what was put from there on. */
    void clear(int from) {
      at = from;
      put(0, data.length * Byte.SIZE - from);
    }

    boolean isOver() {
      return at > data.length * Byte.SIZE;
    }
  }

  /** Reads bits. */
  private static final class BitReader {
    private final byte[] data;
    private int at;

    BitReader(byte[] data) {
      this.data = data;
    }

    long take(int width) {
      if (at + width > data.length * Byte.SIZE) {
        throw new IllegalArgumentException("not as many samples");
      }
      long number = 0;
      for (int i = 0; i < width; i++, at++) {
        long bit = (data[at / Byte.SIZE] >>> (at % Byte.SIZE)) & 1L;
        number |= bit << i;
      }
      return number;
    }
  }
}
