package io.fakeredis.core.value;

import io.fakeredis.api.Bytes;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** A vector with all its precision. */
final class FloatVector implements QuantizedVector {
  private final float[] unit;

  FloatVector(float[] unit) {
    this.unit = unit;
  }

  @Override
  public float[] values() {
    return unit.clone();
  }

  @Override
  public float distance(QuantizedVector other) {
    float[] others = ((FloatVector) other).unit;
    float even = 0;
    float odd = 0;
    int i = 0;
    for (; i + 1 < unit.length; i += 2) {
      even += unit[i] * others[i];
      odd += unit[i + 1] * others[i + 1];
    }
    if (i < unit.length) {
      even += unit[i] * others[i];
    }
    return 1 - (even + odd);
  }

  @Override
  public Bytes raw() {
    ByteBuffer bytes =
        ByteBuffer.allocate(unit.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    for (float value : unit) {
      bytes.putFloat(value);
    }
    return Bytes.wrap(bytes.array());
  }
}
