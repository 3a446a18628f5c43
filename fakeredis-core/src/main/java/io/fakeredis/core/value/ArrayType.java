package io.fakeredis.core.value;

import io.fakeredis.api.Settings;
import io.fakeredis.api.ValueType;

/** The type of arrays. */
final class ArrayType implements ValueType<ArrayValue> {
  /** What the real server takes for an array without slices. */
  private static final long ARRAY_BYTES = 80;

  @Override
  public String name() {
    return "array";
  }

  @Override
  public char eventClass() {
    return 'a';
  }

  @Override
  public ArrayValue create(Settings settings) {
    return new ArrayValue(settings);
  }

  @Override
  public boolean isEmpty(ArrayValue value) {
    return value.count() == 0;
  }

  @Override
  public String encoding(ArrayValue value, Settings settings) {
    return "sliced-array";
  }

  @Override
  public ArrayValue copy(ArrayValue value) {
    return value.copy();
  }

  @Override
  public long memory(ArrayValue value) {
    return ARRAY_BYTES + value.bytes();
  }

  @Override
  public String toString() {
    return name();
  }
}
