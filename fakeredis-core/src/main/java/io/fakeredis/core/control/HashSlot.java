package io.fakeredis.core.control;

import io.fakeredis.api.Bytes;

/** The slot of a cluster in which a key lies: a CRC16 of the key, or of its part in braces. */
final class HashSlot {
  private static final int SLOTS = 16384;
  private static final int POLYNOMIAL = 0x1021;

  private HashSlot() {}

  static int of(Bytes key) {
    return crc16(hashed(key)) % SLOTS;
  }

  /** What is between the first opening brace and the next closing one, if that is anything. */
  private static Bytes hashed(Bytes key) {
    String text = key.latin();
    int open = text.indexOf('{');
    int close = open < 0 ? -1 : text.indexOf('}', open + 1);
    return close > open + 1 ? key.slice(open + 1, close) : key;
  }

  private static int crc16(Bytes bytes) {
    int crc = 0;
    for (byte b : bytes.array()) {
      crc ^= (b & 0xFF) << 8;
      for (int bit = 0; bit < 8; bit++) {
        crc = (crc & 0x8000) == 0 ? crc << 1 : crc << 1 ^ POLYNOMIAL;
      }
    }
    return crc & 0xFFFF;
  }
}
