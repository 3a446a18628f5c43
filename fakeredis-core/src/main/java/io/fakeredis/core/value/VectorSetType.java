package io.fakeredis.core.value;

import io.fakeredis.api.Errors;
import io.fakeredis.api.ModuleCodec;
import io.fakeredis.api.ValueType;

/** The type of vector sets: in the real server they are a module's. */
final class VectorSetType implements ValueType<VectorSetValue> {
  private static final ModuleCodec<VectorSetValue> CODEC = new VectorSetCodec();

  /** The graph itself with its dictionary of elements. */
  private static final long SET_BYTES = 1800;

  /** About what the real server needs for an element beside its name and its links. */
  private static final long ELEMENT_BYTES = 391;

  /** Room for twice as many links as wanted on the lowest level, and a third of them above. */
  private static final double LINK_BYTES = (2 + 1 / 3.0) * Long.BYTES;

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
    int vector = value.quantization().size(value.dimension());
    long perElement = ELEMENT_BYTES + Math.round(LINK_BYTES * value.links()) + vector;
    return SET_BYTES + value.size() * perElement;
  }

  @Override
  public String toString() {
    return name();
  }
}
