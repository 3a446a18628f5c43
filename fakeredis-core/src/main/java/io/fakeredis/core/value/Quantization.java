package io.fakeredis.core.value;

import io.fakeredis.api.Bytes;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/** How a vector set keeps its vectors. */
public enum Quantization {
  /** As they are. */
  NONE("f32") {
    @Override
    QuantizedVector quantize(float[] unit, DotProduct product) {
      return new FloatVector(unit, product);
    }

    @Override
    int size(int dimension) {
      return dimension * Float.BYTES;
    }

    @Override
    QuantizedVector restore(Bytes raw, int dimension, float range, DotProduct product) {
      checkSize(raw, (long) dimension * Float.BYTES);
      float[] values = new float[dimension];
      little(raw).asFloatBuffer().get(values);
      return new FloatVector(values, product);
    }
  },

  /** A byte for each component. */
  Q8("int8") {
    @Override
    QuantizedVector quantize(float[] unit, DotProduct product) {
      return ByteVector.of(unit);
    }

    @Override
    int size(int dimension) {
      return dimension;
    }

    @Override
    QuantizedVector restore(Bytes raw, int dimension, float range, DotProduct product) {
      checkSize(raw, dimension);
      return new ByteVector(raw.toArray(), range);
    }
  },

  /** A bit for each component: its sign. */
  BIN("bin") {
    @Override
    QuantizedVector quantize(float[] unit, DotProduct product) {
      return BitVector.of(unit);
    }

    @Override
    int size(int dimension) {
      return (dimension + Long.SIZE - 1) / Long.SIZE * Long.BYTES;
    }

    @Override
    QuantizedVector restore(Bytes raw, int dimension, float range, DotProduct product) {
      long words = (dimension + Long.SIZE - 1L) / Long.SIZE;
      checkSize(raw, words * Long.BYTES);
      long[] bits = new long[(int) words];
      little(raw).asLongBuffer().get(bits);
      return new BitVector(bits, dimension);
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

  /**
   * Takes a vector of length one.
   *
   * @param product for forms that are compared component by component
   */
  abstract QuantizedVector quantize(float[] unit, DotProduct product);

  /** How many bytes a vector of that dimension takes. */
  abstract int size(int dimension);

  /**
   * The vector that {@link QuantizedVector#raw} was.
   *
   * @param range as in {@link ByteVector#range}
   * @param product as in {@link #quantize}
   */
  abstract QuantizedVector restore(Bytes raw, int dimension, float range, DotProduct product);

  /** The number that stands for it in payloads. */
  int number() {
    return List.of(values()).indexOf(this);
  }

  /** The quantization of that number; an {@link IndexOutOfBoundsException} if there is none. */
  static Quantization of(int number) {
    return List.of(values()).get(number);
  }

  static void checkSize(Bytes raw, long size) {
    if (raw.length() != size) {
      throw new IllegalArgumentException("a vector of another size");
    }
  }

  static ByteBuffer little(Bytes raw) {
    return ByteBuffer.wrap(raw.array()).order(ByteOrder.LITTLE_ENDIAN);
  }
}
