package io.fakeredis.core.rdb;

import io.fakeredis.api.Bytes;

/** Reads what {@link RdbWriter} and its counterparts in all versions of the real server write. */
final class RdbReader {
  /** Three bytes of LZF can stand for no more than 264. */
  private static final long BEST_RATIO = 264;

  private final ByteSource source;

  RdbReader(ByteSource source) {
    this.source = source;
  }

  ByteSource source() {
    return source;
  }

  int u8() {
    return source.u8();
  }

  /** A number of up to 64 bits without a sign. */
  long length() {
    int first = source.u8();
    return switch (first >> 6) {
      case 0 -> first;
      case 1 -> (first & 0x3fL) << 8 | source.u8();
      case 2 -> wideLength(first);
      default -> throw new RdbException("an encoded string where a length should be");
    };
  }

  private long wideLength(int first) {
    if (first == 0x80) {
      return source.big(4);
    }
    RdbChecks.check(first == 0x81, "a length of no known encoding");
    return source.big(8);
  }

  /** A count of things of which each takes at least one byte. */
  int count() {
    long count = length();
    RdbChecks.check(count >= 0 && count <= source.left(), "more elements than there are bytes");
    return (int) count;
  }

  Bytes string() {
    return switch (source.peek()) {
      case 0xc0 -> number(1);
      case 0xc1 -> number(2);
      case 0xc2 -> number(4);
      case 0xc3 -> compressed();
      default -> source.takeBytes(length());
    };
  }

  private Bytes number(int width) {
    source.skip(1);
    return Bytes.of(source.signedLittle(width));
  }

  private Bytes compressed() {
    source.skip(1);
    long compressedLength = length();
    long length = length();
    byte[] compressed = source.take(compressedLength);
    RdbChecks.check(
        length >= 0 && length <= compressed.length * BEST_RATIO && length < Integer.MAX_VALUE - 8,
        "an LZF string of an impossible length");
    return Bytes.wrap(Lzf.decompress(compressed, (int) length));
  }

  long millis() {
    return source.little(8);
  }

  double real() {
    return Double.longBitsToDouble(source.little(8));
  }

  /** A score as the oldest versions wrote it: a length of up to 252 and a text. */
  double textReal() {
    int length = source.u8();
    return switch (length) {
      case 253 -> Double.NaN;
      case 254 -> Double.POSITIVE_INFINITY;
      case 255 -> Double.NEGATIVE_INFINITY;
      default -> parse(source.takeBytes(length).latin());
    };
  }

  private static double parse(String text) {
    RdbChecks.check(text.matches("[-+.0-9eE]+"), "a score that is no number");
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException e) {
      throw new RdbException("a score that is no number");
    }
  }
}
