package io.fakeredis.core.value;

import java.util.Comparator;

/**
 * An element and its distance from a vector that was asked for.
 *
 * @param order of elements at the same distance, the one with the highest comes first
 */
public record VectorMatch(VectorElement element, float distance, long order) {
  static final Comparator<VectorMatch> NEAREST_FIRST =
      Comparator.<VectorMatch>comparingDouble(VectorMatch::distance)
          .thenComparing(Comparator.comparingLong(VectorMatch::order).reversed());

  static VectorMatch of(VectorElement element, QuantizedVector vector, long order) {
    return new VectorMatch(element, element.vector().distance(vector), order);
  }

  /** 1 for the same direction, 0 for the opposite. */
  public double similarity() {
    return VectorElement.similarity(distance);
  }
}
