package io.fakeredis.core.value;

import io.fakeredis.api.Bytes;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** MurmurHash64A, which HyperLogLogs spread their elements with. */
final class Murmur64 {
  private static final long MULTIPLIER = 0xc6a4a7935bd1e995L;
  private static final int SHIFT = 47;

  private Murmur64() {}

  static long hash(Bytes data, long seed) {
    ByteBuffer buffer = ByteBuffer.wrap(data.array()).order(ByteOrder.LITTLE_ENDIAN);
    long hash = seed ^ data.length() * MULTIPLIER;
    while (buffer.remaining() >= Long.BYTES) {
      hash = (hash ^ mix(buffer.getLong())) * MULTIPLIER;
    }
    if (buffer.hasRemaining()) {
      hash = (hash ^ rest(buffer)) * MULTIPLIER;
    }
    hash = (hash ^ hash >>> SHIFT) * MULTIPLIER;
    return hash ^ hash >>> SHIFT;
  }

  private static long mix(long block) {
    long mixed = block * MULTIPLIER;
    return (mixed ^ mixed >>> SHIFT) * MULTIPLIER;
  }

  private static long rest(ByteBuffer buffer) {
    long rest = 0;
    for (int shift = 0; buffer.hasRemaining(); shift += Byte.SIZE) {
      rest |= (buffer.get() & 0xffL) << shift;
    }
    return rest;
  }
}
