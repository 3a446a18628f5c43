package io.fakeredis.module.bloom;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A t-digest in its merging form: values wait in a buffer, and are merged into few centroids when
 * it is full or somebody asks. Centroids are the finer the nearer they are to either end.
 *
 * <p>Every operation on numbers stands in the order in which the real server does it: the last
 * digit of replies depends on that.
 */
final class TDigest {
  private static final int NODES_PER_COMPRESSION = 6;
  private static final int SPARE_NODES = 10;
  private static final int POINTER_SIZE = 8;
  private static final int NODE_SIZE = 16;

  private final double compression;
  private final double[] means;
  private final long[] weights;
  private double min = Double.MAX_VALUE;
  private double max = -Double.MAX_VALUE;
  private int mergedNodes;
  private int unmergedNodes;
  private long mergedWeight;
  private long unmergedWeight;
  private long compressions;

  private TDigest(double compression, double[] means, long[] weights) {
    this.compression = compression;
    this.means = means;
    this.weights = weights;
  }

  /** An empty digest, or null if there is no room for it. */
  static @Nullable TDigest create(double compression) {
    long capacity = capacity(compression);
    double[] means = Memory.allocate(capacity, double[]::new);
    long[] weights = Memory.allocate(capacity, long[]::new);
    return means == null || weights == null ? null : new TDigest(compression, means, weights);
  }

  /** How many nodes a digest of that compression has room for. */
  static long capacity(double compression) {
    return (long) (NODES_PER_COMPRESSION * compression) + SPARE_NODES;
  }

  /** All of a digest but its nodes, as dumps have it. */
  record Books(
      double min,
      double max,
      int mergedNodes,
      int unmergedNodes,
      long compressions,
      long mergedWeight,
      long unmergedWeight) {}

  /** Takes over what a dump has of a digest. */
  void restore(Books books, double[] mergedMeans, long[] mergedWeights) {
    min = books.min();
    max = books.max();
    mergedNodes = books.mergedNodes();
    unmergedNodes = books.unmergedNodes();
    compressions = books.compressions();
    mergedWeight = books.mergedWeight();
    unmergedWeight = books.unmergedWeight();
    System.arraycopy(mergedMeans, 0, means, 0, mergedMeans.length);
    System.arraycopy(mergedWeights, 0, weights, 0, mergedWeights.length);
  }

  void reset() {
    Arrays.fill(means, 0);
    Arrays.fill(weights, 0);
    restore(
        new Books(Double.MAX_VALUE, -Double.MAX_VALUE, 0, 0, 0, 0, 0), new double[0], new long[0]);
  }

  void add(double value) {
    add(value, 1);
  }

  private void add(double mean, long weight) {
    if (mergedNodes + unmergedNodes >= capacity() - 1) {
      compress();
    }
    int at = mergedNodes + unmergedNodes;
    min = Math.min(min, mean);
    max = Math.max(max, mean);
    means[at] = mean;
    weights[at] = weight;
    unmergedNodes++;
    unmergedWeight += weight;
  }

  /** Adds all that the other digest has, which may be this one. */
  void merge(TDigest other) {
    compress();
    other.compress();
    int nodes = other.mergedNodes + other.unmergedNodes;
    for (int i = 0; i < nodes; i++) {
      add(other.means[i], other.weights[i]);
    }
  }

  /**
   * Merges the buffer into the centroids. A single value stays in the buffer: its logarithm is 0,
   * and the real server gives up on dividing by that, so that it answers nan.
   */
  void compress() {
    if (unmergedNodes == 0) {
      return;
    }
    int nodes = mergedNodes + unmergedNodes;
    CentroidSort.sort(means, weights, nodes);
    double total = (double) mergedWeight + (double) unmergedWeight;
    double normalizer = compression / (2 * Math.PI * total * Math.log(total));
    if (Double.isInfinite(normalizer)) {
      return;
    }
    mergedNodes = mergeNeighbours(nodes, total, normalizer);
    mergedWeight += unmergedWeight;
    unmergedNodes = 0;
    unmergedWeight = 0;
    compressions++;
  }

  private int mergeNeighbours(int nodes, double total, double normalizer) {
    int last = 0;
    double before = 0;
    for (int i = 1; i < nodes; i++) {
      double weight = (double) weights[last] + (double) weights[i];
      double size = weight * normalizer;
      double from = before / total;
      double to = (before + weight) / total;
      if (size <= from * (1 - from) && size <= to * (1 - to)) {
        weights[last] += weights[i];
        means[last] += (means[i] - means[last]) * weights[i] / weights[last];
      } else {
        before += weights[last];
        last++;
        weights[last] = weights[i];
        means[last] = means[i];
      }
      if (last != i) {
        weights[i] = 0;
        means[i] = 0;
      }
    }
    return last + 1;
  }

  /** The value below which that part of the values is; nan if it cannot be told. */
  double quantile(double part) {
    compress();
    if (mergedNodes == 0) {
      return Double.NaN;
    }
    if (mergedNodes == 1) {
      return means[0];
    }
    double index = part * mergedWeight;
    if (index < 1) {
      return min;
    }
    double left = weights[0];
    if (left > 1 && index < left / 2) {
      // One value is the minimum itself.
      return min + (index - 1) / (left / 2 - 1) * (means[0] - min);
    }
    if (index > mergedWeight - 1) {
      return max;
    }
    double right = weights[mergedNodes - 1];
    if (right > 1 && mergedWeight - index <= right / 2) {
      return max - (mergedWeight - index - 1) / (right / 2 - 1) * (max - means[mergedNodes - 1]);
    }
    return quantileBetweenCentroids(index);
  }

  private double quantileBetweenCentroids(double index) {
    double before = weights[0] / 2.0;
    for (int i = 0; i < mergedNodes - 1; i++) {
      double step = ((double) weights[i] + (double) weights[i + 1]) / 2;
      if (before + step > index) {
        return interpolate(i, index - before, before + step - index);
      }
      before += step;
    }
    double right = weights[mergedNodes - 1];
    double beyond = index - mergedWeight - right / 2;
    return average(means[mergedNodes - 1], beyond, max, right / 2 - beyond);
  }

  /** A centroid of one value is that value, and nothing is spread around it. */
  private double interpolate(int node, double fromLeft, double fromRight) {
    double leftUnit = 0;
    double rightUnit = 0;
    if (weights[node] == 1) {
      if (fromLeft < 0.5) {
        return means[node];
      }
      leftUnit = 0.5;
    }
    if (weights[node + 1] == 1) {
      if (fromRight <= 0.5) {
        return means[node + 1];
      }
      rightUnit = 0.5;
    }
    return average(means[node], fromRight - rightUnit, means[node + 1], fromLeft - leftUnit);
  }

  private static double average(double x1, double w1, double x2, double w2) {
    double x = (x1 * w1 + x2 * w2) / (w1 + w2);
    return Math.max(Math.min(x1, x2), Math.min(x, Math.max(x1, x2)));
  }

  /** Which part of the values is below that one, half of those that equal it included. */
  double cdf(double value) {
    compress();
    if (mergedNodes == 0) {
      return Double.NaN;
    }
    if (value < min) {
      return 0;
    }
    if (value > max) {
      return 1;
    }
    if (mergedNodes == 1) {
      double width = max - min;
      return value - min <= width ? 0.5 : (value - min) / width;
    }
    if (value < means[0]) {
      return leftTail(value);
    }
    if (value > means[mergedNodes - 1]) {
      return rightTail(value);
    }
    return cdfBetweenCentroids(value);
  }

  private double leftTail(double value) {
    double width = means[0] - min;
    if (width <= 0) {
      return 0;
    }
    return value == min
        ? 0.5 / mergedWeight
        : (1 + (value - min) / width * (weights[0] / 2.0 - 1)) / mergedWeight;
  }

  private double rightTail(double value) {
    double width = max - means[mergedNodes - 1];
    if (width <= 0) {
      return 1;
    }
    return value == max
        ? 1 - 0.5 / mergedWeight
        : 1 - (1 + (max - value) / width * (weights[mergedNodes - 1] / 2.0 - 1)) / mergedWeight;
  }

  private double cdfBetweenCentroids(double value) {
    double before = 0;
    for (int i = 0; i < mergedNodes - 1; i++) {
      if (means[i] == value) {
        return (before + weightAt(i) / 2) / mergedWeight;
      }
      if (means[i] <= value && value < means[i + 1]) {
        return cdfAfter(i, before, value);
      }
      before += weights[i];
    }
    return 1 - 0.5 / mergedWeight;
  }

  /** The weight of all centroids that are where the node is. */
  private double weightAt(int node) {
    double weight = 0;
    for (int i = node; i < mergedNodes && means[i] == means[node]; i++) {
      weight += weights[i];
    }
    return weight;
  }

  private double cdfAfter(int node, double before, double value) {
    double step = ((double) weights[node] + (double) weights[node + 1]) / 2;
    double width = means[node + 1] - means[node];
    if (width <= 0) {
      return (before + step) / mergedWeight;
    }
    double leftUnit = 0;
    double rightUnit = 0;
    if (weights[node] == 1) {
      if (weights[node + 1] == 1) {
        return (before + 1) / mergedWeight;
      }
      leftUnit = 0.5;
    } else if (weights[node + 1] == 1) {
      rightUnit = 0.5;
    }
    double base = before + weights[node] / 2.0 + leftUnit;
    double spread = step - leftUnit - rightUnit;
    return (base + spread * (value - means[node]) / width) / mergedWeight;
  }

  /** The mean of the values between the two quantiles; nan if it cannot be told. */
  double trimmedMean(double low, double high) {
    compress();
    if (mergedNodes == 0) {
      return Double.NaN;
    }
    if (mergedNodes == 1) {
      return means[0];
    }
    double first = Math.floor(mergedWeight * low);
    double last = Math.ceil(mergedWeight * high);
    double done = 0;
    double sum = 0;
    double count = 0;
    for (int i = 0; i < mergedNodes && done < last; i++) {
      double weight = weights[i];
      double rest = weight - Math.min(Math.max(0, first - done), weight);
      double part = Math.min(Math.max(0, last - done), rest);
      done += weight;
      sum += means[i] * part;
      count += part;
    }
    return sum / count;
  }

  double compression() {
    return compression;
  }

  /** How many nodes there is room for. */
  int capacity() {
    return means.length;
  }

  /** How many values were added. */
  long size() {
    return mergedWeight + unmergedWeight;
  }

  double min() {
    return min;
  }

  double max() {
    return max;
  }

  Books books() {
    return new Books(
        min, max, mergedNodes, unmergedNodes, compressions, mergedWeight, unmergedWeight);
  }

  double mean(int node) {
    return means[node];
  }

  long weight(int node) {
    return weights[node];
  }

  /** What the real server says that it takes. */
  long memory() {
    return POINTER_SIZE + (long) NODE_SIZE * capacity();
  }
}
