package io.fakeredis.module.bloom;

/**
 * The quicksort of the t-digest library that RedisBloom had until 2026. It is not stable, and the
 * order in which it leaves centroids of equal mean decides how they are merged; so it must be this
 * very one.
 */
final class CentroidSort {
  private final double[] means;
  private final long[] weights;

  private CentroidSort(double[] means, long[] weights) {
    this.means = means;
    this.weights = weights;
  }

  /** Sorts the first nodes by their means. */
  static void sort(double[] means, long[] weights, int count) {
    new CentroidSort(means, weights).sort(0, count - 1);
  }

  /**
   * Sorts the smaller part by recursion and the larger one by iteration: the real server recurses
   * into both, which for many equal means is as deep as there are nodes. The order is the same.
   */
  private void sort(int from, int to) {
    int start = from;
    int end = to;
    while (end - start > 1) {
      int pivot = partition(start, end);
      if (pivot - start < end - pivot) {
        sort(start, pivot - 1);
        start = pivot + 1;
      } else {
        sort(pivot + 1, end);
        end = pivot - 1;
      }
    }
    if (end - start == 1 && means[start] > means[end]) {
      swap(start, end);
    }
  }

  /** Lomuto's partition around the middle element; where that one ends up. */
  private int partition(int start, int end) {
    int middle = (start + end) >>> 1;
    double pivot = means[middle];
    swap(middle, end);
    int boundary = start;
    for (int i = start; i < end; i++) {
      if (means[i] < pivot) {
        swap(boundary, i);
        boundary++;
      }
    }
    swap(boundary, end);
    return boundary;
  }

  private void swap(int i, int j) {
    double mean = means[i];
    means[i] = means[j];
    means[j] = mean;
    long weight = weights[i];
    weights[i] = weights[j];
    weights[j] = weight;
  }
}
