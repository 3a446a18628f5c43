package io.fakeredis.core.value;

import io.fakeredis.api.Bytes;

/** A vector with a byte for each component. */
public final class ByteVector implements QuantizedVector {
  private static final int TOP = 127;

  private final byte[] bytes;
  private final float range;

  ByteVector(byte[] bytes, float range) {
    this.bytes = bytes;
    this.range = range;
  }

  static ByteVector of(float[] unit) {
    float range = 0;
    for (float value : unit) {
      if (Math.abs(value) > range) { // never so for what is no number
        range = Math.abs(value);
      }
    }
    byte[] bytes = new byte[unit.length];
    float scale = range == 0 ? 0 : TOP / range;
    for (int i = 0; i < unit.length; i++) {
      bytes[i] = (byte) rounded(unit[i] * scale);
    }
    return new ByteVector(bytes, range);
  }

  /** The largest component, which the byte 127 stands for. */
  public float range() {
    return range;
  }

  /** The nearest integer; halves go away from zero, as C's {@code roundf} has it. */
  private static int rounded(float value) {
    return value < 0 ? -(int) (-value + 0.5) : (int) (value + 0.5);
  }

  @Override
  public float distance(QuantizedVector other) {
    ByteVector that = (ByteVector) other;
    if (range == 0 || that.range == 0) {
      return 1;
    }
    int dot = 0;
    for (int i = 0; i < bytes.length; i++) {
      dot += bytes[i] * that.bytes[i];
    }
    float cosine = dot * ((range / TOP) * (that.range / TOP));
    return Math.min(Math.max(1 - cosine, 0), 2);
  }

  @Override
  public float[] values() {
    float[] values = new float[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      values[i] = bytes[i] * range / TOP;
    }
    return values;
  }

  @Override
  public Bytes raw() {
    return Bytes.wrap(bytes.clone());
  }
}
