package io.fakeredis.core.value;

import java.util.Arrays;

/**
 * The run-length opcodes of a sparse HyperLogLog, which stand behind its header.
 *
 * <pre>
 * ZERO  00llllll           1 to 64 registers are 0
 * XZERO 01llllll llllllll  1 to 16384 registers are 0
 * VAL   1vvvvvll           1 to 4 registers have a value from 1 to 32
 * </pre>
 */
final class SparseRegisters {
  static final int MAX_VALUE = 32;
  private static final int MAX_VALUE_RUN = 4;
  private static final int MAX_ZERO_RUN = 64;

  /** The opcodes from the one before a change on that the real server tries to merge. */
  private static final int MERGED_OPCODES = 5;

  private final int start;
  private byte[] bytes;

  /** The opcodes from that offset to the end of the array. */
  SparseRegisters(byte[] bytes, int start) {
    this.bytes = bytes;
    this.start = start;
  }

  byte[] bytes() {
    return bytes;
  }

  int start() {
    return start;
  }

  int end() {
    return bytes.length;
  }

  /** The offset of the opcode that follows the one at the offset. */
  int next(int at) {
    return at + (isLongZero(at) ? 2 : 1);
  }

  private boolean isLongZero(int at) {
    return (bytes[at] & 0xc0) == 0x40;
  }

  private boolean isValue(int at) {
    return bytes[at] < 0;
  }

  /** What the registers of the opcode are, 0 for the zero runs. */
  int value(int at) {
    return isValue(at) ? (bytes[at] >> 2 & 0x1f) + 1 : 0;
  }

  /** How many registers the opcode stands for. */
  int run(int at) {
    if (isValue(at)) {
      return (bytes[at] & 3) + 1;
    }
    int low = bytes[at] & 0x3f;
    if (!isLongZero(at)) {
      return low + 1;
    }
    int second = at + 1 < bytes.length ? bytes[at + 1] & 0xff : 0;
    return (low << 8 | second) + 1;
  }

  /** As PFDEBUG DECODE prints the opcode. */
  String text(int at) {
    if (isValue(at)) {
      return "v:" + value(at) + "," + run(at);
    }
    return (isLongZero(at) ? "Z:" : "z:") + run(at);
  }

  /** What came of raising a register. */
  enum Outcome {
    CHANGED,
    UNCHANGED,
    /** The opcodes end before the register. */
    CORRUPTED,
    /** The string would become longer than it may. */
    TOO_LONG
  }

  /** Sets a register to the value unless it is as high already. */
  Outcome raise(int index, int value, long maxLength) {
    int previous = start;
    int at = start;
    int first = 0;
    while (at < end() && index >= first + run(at)) {
      previous = at;
      first += run(at);
      at = next(at);
    }
    if (at >= end()) {
      return Outcome.CORRUPTED;
    }
    if (value(at) >= value) {
      return Outcome.UNCHANGED;
    }
    if (run(at) == 1 && !isLongZero(at)) {
      bytes[at] = valueOpcode(value, 1);
    } else if (!split(at, index - first, value, maxLength)) {
      return Outcome.TOO_LONG;
    }
    mergeFrom(previous);
    return Outcome.CHANGED;
  }

  /** Puts up to three opcodes in place of one; false if the result would be too long. */
  private boolean split(int at, int before, int value, long maxLength) {
    byte[] opcodes = new byte[5];
    int old = value(at);
    int length = write(opcodes, 0, old, before);
    opcodes[length++] = valueOpcode(value, 1);
    length = write(opcodes, length, old, run(at) - before - 1);
    int rest = Math.min(next(at), end());
    int growth = length - (next(at) - at);
    if (growth > 0 && bytes.length + growth > maxLength) {
      return false;
    }
    byte[] changed = Arrays.copyOf(bytes, at + length + end() - rest);
    System.arraycopy(opcodes, 0, changed, at, length);
    System.arraycopy(bytes, rest, changed, at + length, end() - rest);
    bytes = changed;
    return true;
  }

  private static int write(byte[] into, int at, int value, int run) {
    if (run == 0) {
      return at;
    }
    if (value > 0) {
      into[at] = valueOpcode(value, run);
      return at + 1;
    }
    if (run <= MAX_ZERO_RUN) {
      into[at] = (byte) (run - 1);
      return at + 1;
    }
    into[at] = (byte) (0x40 | (run - 1) >> 8);
    into[at + 1] = (byte) (run - 1);
    return at + 2;
  }

  private static byte valueOpcode(int value, int run) {
    return (byte) (0x80 | (value - 1) << 2 | (run - 1));
  }

  /** Joins neighbours of one value, as far as the real server looks. */
  private void mergeFrom(int from) {
    int at = from;
    for (int i = 0; i < MERGED_OPCODES && at < end(); i++) {
      if (mergesWithNext(at)) {
        bytes[at + 1] = valueOpcode(value(at), run(at) + run(at + 1));
        System.arraycopy(bytes, at + 1, bytes, at, end() - at - 1);
        bytes = Arrays.copyOf(bytes, end() - 1);
      } else {
        at = next(at);
      }
    }
  }

  private boolean mergesWithNext(int at) {
    return isValue(at)
        && at + 1 < end()
        && isValue(at + 1)
        && value(at) == value(at + 1)
        && run(at) + run(at + 1) <= MAX_VALUE_RUN;
  }
}
