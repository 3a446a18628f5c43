package io.fakeredis.core.rdb;

import io.fakeredis.api.Bytes;
import io.fakeredis.api.Numbers;

/** Writes lengths, strings and numbers as RDB has them. */
final class RdbWriter {
  private static final int LONGEST_NUMBER = 11;
  private static final int SHORTEST_COMPRESSED = 21;
  private static final int LEAST_SAVED = 4;

  private final ByteSink sink;
  private final boolean compresses;
  private final boolean isFile;

  /**
   * A writer to that sink.
   *
   * @param compresses whether long strings are compressed, as {@code rdbcompression} says
   */
  RdbWriter(ByteSink sink, boolean compresses) {
    this(sink, compresses, false);
  }

  private RdbWriter(ByteSink sink, boolean compresses, boolean isFile) {
    this.sink = sink;
    this.compresses = compresses;
    this.isFile = isFile;
  }

  /** The same for a file with all keys, rather than for a value that stands alone. */
  static RdbWriter ofFile(ByteSink sink, boolean compresses) {
    return new RdbWriter(sink, compresses, true);
  }

  boolean isFile() {
    return isFile;
  }

  ByteSink sink() {
    return sink;
  }

  void u8(int b) {
    sink.put(b);
  }

  /** A number without a sign: 6, 14, 32 or 64 bits behind what says which. */
  void length(long length) {
    if (length >= 0 && length < 1 << 6) {
      sink.put((int) length);
    } else if (length >= 0 && length < 1 << 14) {
      sink.put(0x40 | (int) (length >> 8)).put((int) length);
    } else if (length >>> 32 == 0) {
      sink.put(0x80).putBig(length, 4);
    } else {
      sink.put(0x81).putBig(length, 8);
    }
  }

  /** A string; as a number if it is one of up to 32 bits, or compressed if that saves enough. */
  void string(Bytes string) {
    if (string.length() <= LONGEST_NUMBER && Numbers.isLong(string)) {
      long number = Numbers.toLong(string);
      if (number == (int) number) {
        smallNumber((int) number);
        return;
      }
    }
    if (compresses && string.length() >= SHORTEST_COMPRESSED) {
      byte[] compressed = Lzf.compress(string.array(), string.length() - LEAST_SAVED);
      if (compressed != null) {
        sink.put(0xc3);
        length(compressed.length);
        length(string.length());
        sink.put(compressed);
        return;
      }
    }
    length(string.length());
    sink.put(string);
  }

  private void smallNumber(int number) {
    if (number == (byte) number) {
      sink.put(0xc0).putLittle(number, 1);
    } else if (number == (short) number) {
      sink.put(0xc1).putLittle(number, 2);
    } else {
      sink.put(0xc2).putLittle(number, 4);
    }
  }

  void string(byte[] string) {
    string(Bytes.wrap(string));
  }

  void millis(long time) {
    sink.putLittle(time, 8);
  }

  void real(double value) {
    sink.putLittle(Double.doubleToRawLongBits(value), 8);
  }
}
