package io.fakeredis.core.value;

import io.fakeredis.api.Feature;
import io.fakeredis.api.Settings;

/** In which order the products of components are summed up: it decides about the last bit. */
public enum DotProduct {
  /** Four and four, as plain C adds them. */
  PLAIN {
    @Override
    float of(float[] a, float[] b) {
      float first = 0;
      float second = 0;
      int i = 0;
      for (; i + 7 < a.length; i += 8) {
        first += four(a, b, i);
        second += four(a, b, i + 4);
      }
      for (; i < a.length; i++) {
        first += a[i] * b[i];
      }
      return first + second;
    }
  },

  /** Sixteen at once, as newer servers do on processors with AVX-512. */
  WIDE {
    @Override
    float of(float[] a, float[] b) {
      if (a.length < LANES) {
        return PLAIN.of(a, b);
      }
      float[] lanes = new float[LANES];
      int i = 0;
      for (; i + LANES <= a.length; i += LANES) {
        for (int lane = 0; lane < LANES; lane++) {
          lanes[lane] = Math.fma(a[i + lane], b[i + lane], lanes[lane]);
        }
      }
      for (int half = LANES / 2; half > 0; half /= 2) {
        for (int lane = 0; lane < half; lane++) {
          lanes[lane] += lanes[lane + half];
        }
      }
      for (; i < a.length; i++) {
        lanes[0] += a[i] * b[i];
      }
      return lanes[0];
    }
  };

  private static final Feature WIDE_REGISTERS = Feature.since("VSIM.wide-registers", "8.4");
  private static final int LANES = 16;

  /** The order in which this server adds. */
  public static DotProduct of(Settings settings) {
    return settings.has(WIDE_REGISTERS) ? WIDE : PLAIN;
  }

  abstract float of(float[] a, float[] b);

  private static float four(float[] a, float[] b, int i) {
    return a[i] * b[i] + a[i + 1] * b[i + 1] + a[i + 2] * b[i + 2] + a[i + 3] * b[i + 3];
  }

  /** The sum of the squares, which all servers add up four by four. */
  static float square(float[] vector) {
    float sum = 0;
    int i = 0;
    for (; i + 3 < vector.length; i += 4) {
      sum += four(vector, vector, i);
    }
    for (; i < vector.length; i++) {
      sum += vector[i] * vector[i];
    }
    return sum;
  }
}
