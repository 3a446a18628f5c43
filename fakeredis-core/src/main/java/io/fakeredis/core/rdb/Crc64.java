package io.fakeredis.core.rdb;

/** The checksum of DUMP payloads and RDB files: the Jones polynomial, reflected, starting at 0. */
final class Crc64 {
  private static final long POLYNOMIAL = 0x95ac9329ac4bc9b5L;
  private static final long[] TABLE = table();

  private Crc64() {}

  private static long[] table() {
    long[] table = new long[256];
    for (int i = 0; i < table.length; i++) {
      long crc = i;
      for (int bit = 0; bit < 8; bit++) {
        crc = (crc & 1) == 0 ? crc >>> 1 : crc >>> 1 ^ POLYNOMIAL;
      }
      table[i] = crc;
    }
    return table;
  }

  /** The checksum of the first bytes of an array. */
  static long of(byte[] bytes, int length) {
    return update(0, bytes, 0, length);
  }

  /** Goes on with a checksum of what came before. */
  static long update(long crc, byte[] bytes, int from, int to) {
    long result = crc;
    for (int i = from; i < to; i++) {
      result = TABLE[((int) result ^ bytes[i]) & 0xff] ^ result >>> 8;
    }
    return result;
  }
}
