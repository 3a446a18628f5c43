package io.fakeredis.core.value;

/** How a vector set keeps its vectors. */
public enum Quantization {
  /** As they are. */
  NONE("f32") {
    @Override
    QuantizedVector quantize(float[] unit) {
      return new FloatVector(unit);
    }
  },

  /** A byte for each component. */
  Q8("int8") {
    @Override
    QuantizedVector quantize(float[] unit) {
      return ByteVector.of(unit);
    }
  },

  /** A bit for each component: its sign. */
  BIN("bin") {
    @Override
    QuantizedVector quantize(float[] unit) {
      return BitVector.of(unit);
    }
  };

  private final String shown;

  Quantization(String shown) {
    this.shown = shown;
  }

  /** The name in replies. */
  public String shown() {
    return shown;
  }

  /** Takes a vector of length one. */
  abstract QuantizedVector quantize(float[] unit);
}
