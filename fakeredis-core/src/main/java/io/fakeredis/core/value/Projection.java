package io.fakeredis.core.value;

/**
 * The REDUCE option: a fixed matrix of plus and minus ones that takes vectors to fewer dimensions.
 *
 * @param inputs the dimension of the vectors that clients give
 * @param outputs the dimension of the vectors in the set
 */
public record Projection(int inputs, int outputs) {

  float[] apply(float[] vector) {
    float scale = (float) (1 / Math.sqrt(inputs));
    float[] projected = new float[outputs];
    for (int out = 0; out < outputs; out++) {
      float sum = 0;
      for (int in = 0; in < inputs; in++) {
        boolean plus = (Integer.bitCount(in & out) & 1) == 0;
        sum += vector[in] * (plus ? scale : -scale);
      }
      projected[out] = sum;
    }
    return projected;
  }
}
