package io.fakeredis.core.value;

import io.fakeredis.api.Bytes;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** A vector with all its precision. */
final class FloatVector implements QuantizedVector {
  private final float[] unit;
  private final DotProduct product;

  FloatVector(float[] unit, DotProduct product) {
    this.unit = unit;
    this.product = product;
  }

  @Override
  public float[] values() {
    return unit.clone();
  }

  @Override
  public float distance(QuantizedVector other) {
    float[] others = ((FloatVector) other).unit;
    return 1 - product.of(unit, others);
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
