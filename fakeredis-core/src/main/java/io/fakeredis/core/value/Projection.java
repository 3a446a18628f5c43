package io.fakeredis.core.value;

import io.fakeredis.api.Bytes;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The REDUCE option: a fixed matrix of plus and minus ones that takes vectors to fewer dimensions.
 *
 * @param inputs the dimension of the vectors that clients give
 * @param outputs the dimension of the vectors in the set
 */
public record Projection(int inputs, int outputs) {

  float[] apply(float[] vector) {
    float[] projected = new float[outputs];
    for (int out = 0; out < outputs; out++) {
      float sum = 0;
      for (int in = 0; in < inputs; in++) {
        sum += vector[in] * factor(in, out);
      }
      projected[out] = sum;
    }
    return projected;
  }

  private float factor(int in, int out) {
    float scale = (float) (1 / Math.sqrt(inputs));
    return (Integer.bitCount(in & out) & 1) == 0 ? scale : -scale;
  }

  /** The matrix as payloads have it: row by row, each number in four bytes. */
  Bytes matrix() {
    ByteBuffer matrix =
        ByteBuffer.allocate(inputs * outputs * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    for (int out = 0; out < outputs; out++) {
      for (int in = 0; in < inputs; in++) {
        matrix.putFloat(factor(in, out));
      }
    }
    return Bytes.wrap(matrix.array());
  }
}
