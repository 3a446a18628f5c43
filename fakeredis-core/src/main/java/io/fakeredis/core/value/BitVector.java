package io.fakeredis.core.value;

import io.fakeredis.api.Bytes;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** A vector with a bit for each component: whether it is above zero. */
final class BitVector implements QuantizedVector {
  private final long[] words; // 64 bits each, the lowest first
  private final int dimension;

  BitVector(long[] words, int dimension) {
    this.words = words;
    this.dimension = dimension;
  }

  static BitVector of(float[] unit) {
    long[] words = new long[(unit.length + Long.SIZE - 1) / Long.SIZE];
    for (int i = 0; i < unit.length; i++) {
      if (unit[i] > 0) {
        words[i / Long.SIZE] |= 1L << i;
      }
    }
    return new BitVector(words, unit.length);
  }

  @Override
  public float distance(QuantizedVector other) {
    long[] others = ((BitVector) other).words;
    int differing = 0;
    for (int i = 0; i < words.length; i++) {
      differing += Long.bitCount(words[i] ^ others[i]);
    }
    return (float) differing * 2 / dimension;
  }

  @Override
  public float[] values() {
    float[] values = new float[dimension];
    for (int i = 0; i < dimension; i++) {
      values[i] = (words[i / Long.SIZE] >>> i & 1) == 1 ? 1 : -1;
    }
    return values;
  }

  @Override
  public Bytes raw() {
    ByteBuffer bytes =
        ByteBuffer.allocate(words.length * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    for (long word : words) {
      bytes.putLong(word);
    }
    return Bytes.wrap(bytes.array());
  }
}
