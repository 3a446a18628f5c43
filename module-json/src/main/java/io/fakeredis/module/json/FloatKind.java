package io.fakeredis.module.json;

import io.fakeredis.api.Bytes;
import org.jspecify.annotations.Nullable;

/** Kinds of floating point numbers in which the module of 8.8 can keep arrays of nothing else. */
enum FloatKind {
  BF16("BF16", 8, -126, 127),
  FP16("F16", 11, -14, 15),
  FP32("F32", 24, -126, 127),
  FP64("F64", 53, -1022, 1023);

  private final String shown;
  private final int precision;
  private final int leastExponent;
  private final int greatestExponent;

  /**
   * A kind.
   *
   * @param shown its name in errors
   * @param precision how many bits a number has, the first one included
   */
  FloatKind(String shown, int precision, int leastExponent, int greatestExponent) {
    this.shown = shown;
    this.precision = precision;
    this.leastExponent = leastExponent;
    this.greatestExponent = greatestExponent;
  }

  /** The kind of that name, in whatever case; null if there is none. */
  static @Nullable FloatKind named(Bytes word) {
    for (FloatKind kind : values()) {
      if (word.is(kind.name())) {
        return kind;
      }
    }
    return null;
  }

  /**
   * The array with numbers of this kind if it has nothing but numbers, or else as it is.
   *
   * @throws ArithmeticException if one of them is too large
   */
  JsonArray convert(JsonArray array) {
    for (Json item : array) {
      if (!item.isNumber()) {
        return array;
      }
    }
    for (int i = 0; i < array.size(); i++) {
      double value = round(array.get(i).number());
      if (Double.isInfinite(value)) {
        throw new ArithmeticException("value out of range for " + shown);
      }
      array.set(i, RustNumbers.real(value, this::round));
    }
    return array;
  }

  /** The number of this kind that is nearest; infinite if it is too large. */
  private double round(double value) {
    int exponent = Math.max(Math.getExponent(value), leastExponent);
    int unit = exponent - precision + 1;
    double rounded = Math.scalb(Math.rint(Math.scalb(value, -unit)), unit);
    return Math.getExponent(rounded) > greatestExponent
        ? Math.copySign(Double.POSITIVE_INFINITY, value)
        : rounded;
  }
}
