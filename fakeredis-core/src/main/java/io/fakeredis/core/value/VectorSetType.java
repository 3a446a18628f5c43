package io.fakeredis.core.value;

import io.fakeredis.api.Errors;
import io.fakeredis.api.ModuleCodec;
import io.fakeredis.api.ValueType;

/** The type of vector sets: in the real server they are a module's. */
final class VectorSetType implements ValueType<VectorSetValue> {
  private static final ModuleCodec<VectorSetValue> CODEC = new VectorSetCodec();

  /** About what the real server needs for an element beside its name and its links. */
  private static final long ELEMENT_BYTES = 120;

  @Override
  public String name() {
    return "vectorset";
  }

  @Override
  public ModuleCodec<VectorSetValue> codec() {
    return CODEC;
  }

  @Override
  public boolean isEmpty(VectorSetValue value) {
    return value.size() == 0;
  }

  @Override
  public VectorSetValue copy(VectorSetValue value) {
    throw Errors.error("ERR not supported for this module key");
  }

  @Override
  public long memory(VectorSetValue value) {
    long perElement = ELEMENT_BYTES + 2L * value.links() * Long.BYTES;
    return value.size() * (perElement + (long) value.dimension() * Float.BYTES);
  }

  @Override
  public String toString() {
    return name();
  }
}
