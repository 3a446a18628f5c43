package io.fakeredis.core.value;

import io.fakeredis.api.Bytes;
import io.fakeredis.api.CommandException;
import io.fakeredis.api.Errors;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * An estimate of how many different elements were added, kept in a string.
 *
 * <p>The string begins with {@code HYLL}, the encoding, three unused bytes and the cached count in
 * eight; 16384 registers follow, six bits each in the dense encoding, as run-length opcodes in the
 * sparse one.
 */
public final class HyperLogLog {
  /** How many registers there are. */
  public static final int REGISTERS = 16384;

  private static final int INDEX_BITS = 14;
  private static final int HASH_BITS = 64 - INDEX_BITS;
  private static final int MAX_REGISTER = 63;
  private static final long SEED = 0xadc83b19L;
  private static final double ALPHA = 0.7213475204444817;

  private static final Bytes MAGIC = Bytes.of("HYLL");
  private static final int ENCODING_AT = 4;
  private static final int CACHE_AT = 8;
  private static final int HEADER = 16;
  private static final int DENSE = 0;
  private static final int SPARSE = 1;
  private static final int DENSE_LENGTH = HEADER + REGISTERS * 6 / 8;

  private byte[] bytes;

  private HyperLogLog(byte[] bytes) {
    this.bytes = bytes;
  }

  /** A sparse one without elements: one opcode for all registers. */
  public static HyperLogLog empty() {
    byte[] bytes = new byte[HEADER + 2];
    System.arraycopy(MAGIC.array(), 0, bytes, 0, MAGIC.length());
    bytes[ENCODING_AT] = SPARSE;
    bytes[HEADER] = 0x7f;
    bytes[HEADER + 1] = (byte) 0xff;
    return new HyperLogLog(bytes);
  }

  /** Works on a copy of the string; null if the string is no HyperLogLog at first sight. */
  public static @Nullable HyperLogLog of(Bytes string) {
    if (string.length() < HEADER || !string.slice(0, MAGIC.length()).equals(MAGIC)) {
      return null;
    }
    int encoding = string.at(ENCODING_AT);
    boolean sound = encoding == SPARSE || (encoding == DENSE && string.length() == DENSE_LENGTH);
    return sound ? new HyperLogLog(string.toArray()) : null;
  }

  /** The string; it must not be changed any more. */
  public Bytes bytes() {
    return Bytes.wrap(bytes);
  }

  public boolean isDense() {
    return bytes[ENCODING_AT] == DENSE;
  }

  /**
   * Adds an element.
   *
   * @param sparseMaxBytes the length at which a sparse one becomes dense
   * @return whether a register was raised
   * @throws CommandException if the string turns out to be corrupted
   */
  public boolean add(Bytes element, long sparseMaxBytes) {
    long hash = Murmur64.hash(element, SEED);
    long pattern = hash >>> INDEX_BITS | 1L << HASH_BITS;
    int index = (int) hash & (REGISTERS - 1);
    return raise(index, Long.numberOfTrailingZeros(pattern) + 1, sparseMaxBytes);
  }

  /** Sets a register to the value unless it is as high already; returns whether it was lower. */
  public boolean raise(int index, int value, long sparseMaxBytes) {
    if (isDense()) {
      return raiseDense(index, value);
    }
    if (value > SparseRegisters.MAX_VALUE) {
      makeDense();
      return raiseDense(index, value);
    }
    SparseRegisters sparse = sparse();
    SparseRegisters.Outcome outcome = sparse.raise(index, value, sparseMaxBytes);
    if (outcome == SparseRegisters.Outcome.CORRUPTED) {
      throw corrupted();
    }
    if (outcome == SparseRegisters.Outcome.TOO_LONG) {
      makeDense();
      return raiseDense(index, value);
    }
    bytes = sparse.bytes();
    return outcome == SparseRegisters.Outcome.CHANGED;
  }

  private boolean raiseDense(int index, int value) {
    if (dense(index) >= value) {
      return false;
    }
    setDense(bytes, index, value);
    return true;
  }

  private int dense(int index) {
    int bit = index * 6;
    int at = HEADER + bit / 8;
    int next = at + 1 < bytes.length ? bytes[at + 1] & 0xff : 0;
    return ((bytes[at] & 0xff) | next << 8) >> bit % 8 & MAX_REGISTER;
  }

  private static void setDense(byte[] into, int index, int value) {
    int bit = index * 6;
    int at = HEADER + bit / 8;
    int shift = bit % 8;
    into[at] = (byte) ((into[at] & ~(MAX_REGISTER << shift)) | (value << shift));
    if (shift > 2) {
      int rest = 8 - shift;
      into[at + 1] = (byte) ((into[at + 1] & ~(MAX_REGISTER >> rest)) | (value >> rest));
    }
  }

  /**
   * Passes to the dense encoding; does nothing if it has it.
   *
   * @throws CommandException if the string turns out to be corrupted
   */
  public void makeDense() {
    if (isDense()) {
      return;
    }
    byte[] registers = registers();
    byte[] dense = new byte[DENSE_LENGTH];
    System.arraycopy(bytes, 0, dense, 0, HEADER);
    dense[ENCODING_AT] = DENSE;
    for (int i = 0; i < REGISTERS; i++) {
      setDense(dense, i, registers[i]);
    }
    bytes = dense;
  }

  /**
   * The values of all registers.
   *
   * @throws CommandException if the opcodes do not stand for exactly all registers
   */
  public byte[] registers() {
    byte[] registers = new byte[REGISTERS];
    if (isDense()) {
      for (int i = 0; i < REGISTERS; i++) {
        registers[i] = (byte) dense(i);
      }
      return registers;
    }
    SparseRegisters sparse = sparse();
    int index = 0;
    for (int at = sparse.start(); at < sparse.end(); at = sparse.next(at)) {
      int end = index + sparse.run(at);
      if (end > REGISTERS) {
        throw corrupted();
      }
      Arrays.fill(registers, index, end, (byte) sparse.value(at));
      index = end;
    }
    if (index != REGISTERS) {
      throw corrupted();
    }
    return registers;
  }

  /** The opcodes of a sparse one as PFDEBUG DECODE prints them. */
  public String decode() {
    SparseRegisters sparse = sparse();
    StringBuilder text = new StringBuilder();
    for (int at = sparse.start(); at < sparse.end(); at = sparse.next(at)) {
      text.append(text.isEmpty() ? "" : " ").append(sparse.text(at));
    }
    return text.toString();
  }

  private SparseRegisters sparse() {
    return new SparseRegisters(bytes, HEADER);
  }

  private static CommandException corrupted() {
    return Errors.error("INVALIDOBJ Corrupted HLL object detected");
  }

  /** Whether the header has the count, so that the registers need not be looked at. */
  public boolean hasCachedCount() {
    return bytes[HEADER - 1] >= 0;
  }

  public long cachedCount() {
    long count = 0;
    for (int i = HEADER - 1; i >= CACHE_AT; i--) {
      count = count << 8 | (bytes[i] & 0xff);
    }
    return count;
  }

  /** Keeps the count in the header. */
  public void cache(long count) {
    for (int i = 0; i < Long.BYTES; i++) {
      bytes[CACHE_AT + i] = (byte) (count >>> (8 * i));
    }
  }

  /** Says that the count in the header is out of date. */
  public void invalidateCache() {
    bytes[HEADER - 1] |= (byte) 0x80;
  }

  /**
   * The estimate for registers of these values.
   *
   * <p>After Otmar Ertl, "New cardinality estimation algorithms for HyperLogLog sketches".
   */
  public static long count(byte[] registers) {
    int[] histogram = new int[MAX_REGISTER + 1];
    for (byte register : registers) {
      histogram[register]++;
    }
    double m = REGISTERS;
    double z = m * tau((m - histogram[HASH_BITS + 1]) / m);
    for (int i = HASH_BITS; i >= 1; i--) {
      z = (z + histogram[i]) * 0.5;
    }
    z += m * sigma(histogram[0] / m);
    double estimate = ALPHA * m * m / z;
    // a division by zero becomes the lowest integer, as x86 converts infinity
    return estimate < 0x1p63 ? Math.round(estimate) : Long.MIN_VALUE;
  }

  private static double tau(double start) {
    if (start == 0 || start == 1) {
      return 0;
    }
    double x = start;
    double y = 1;
    double z = 1 - x;
    double previous;
    do {
      x = Math.sqrt(x);
      previous = z;
      y *= 0.5;
      z -= (1 - x) * (1 - x) * y;
    } while (previous != z);
    return z / 3;
  }

  private static double sigma(double start) {
    if (start == 1) {
      return Double.POSITIVE_INFINITY;
    }
    double x = start;
    double y = 1;
    double z = x;
    double previous;
    do {
      x *= x;
      previous = z;
      z += x * y;
      y += y;
    } while (previous != z);
    return z;
  }
}
