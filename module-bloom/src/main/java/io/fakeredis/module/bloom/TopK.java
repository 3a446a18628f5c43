package io.fakeredis.module.bloom;

import com.google.common.math.LongMath;
import io.fakeredis.api.Bytes;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The items that were counted most often, found by the HeavyKeeper algorithm: rows of buckets, each
 * of which counts one item, and forgets it with some luck when others come by often enough.
 */
final class TopK {
  /** What marks an item in its buckets. */
  private static final int FINGERPRINT_SEED = 1919;

  private static final int DECAY_TABLE = 256;
  private static final int STRUCT_SIZE = 2088;
  private static final int BUCKET_SIZE = 8;
  private static final int LEADER_SIZE = 24;

  private final Shape shape;
  private final int[] fingerprints;
  private final long[] counts;
  private final double[] decays = new double[DECAY_TABLE];

  /** A heap, the least count at the root. */
  private final Leader[] heap;

  /** How many items are listed, and what they are found with. */
  record Shape(long k, long width, long depth, double decay) {
    private long buckets() {
      return LongMath.saturatedMultiply(width, depth);
    }
  }

  /**
   * One of the items that are listed.
   *
   * @param item null for a place that is still free
   */
  record Leader(@Nullable Bytes item, int fingerprint, long count) {
    static final Leader NONE = new Leader(null, 0, 0);
  }

  TopK(Shape shape, int[] fingerprints, long[] counts, Leader[] heap) {
    this.shape = shape;
    this.fingerprints = fingerprints;
    this.counts = counts;
    this.heap = heap;
    for (int i = 0; i < DECAY_TABLE; i++) {
      decays[i] = Math.pow(shape.decay(), i);
    }
  }

  /** An empty list, or null if there is no room for it. */
  static @Nullable TopK create(Shape shape) {
    int[] fingerprints = Memory.allocate(shape.buckets(), int[]::new);
    long[] counts = Memory.allocate(shape.buckets(), long[]::new);
    Leader[] heap = Memory.allocate(shape.k(), Leader[]::new);
    if (fingerprints == null || counts == null || heap == null) {
      return null;
    }
    Arrays.fill(heap, Leader.NONE);
    return new TopK(shape, fingerprints, counts, heap);
  }

  private int bucket(Bytes item, int row) {
    long column = Integer.toUnsignedLong(Murmur.hash32(item, row)) % shape.width();
    return (int) (row * shape.width() + column);
  }

  private static int fingerprint(Bytes item) {
    return Murmur.hash32(item, FINGERPRINT_SEED);
  }

  /**
   * Counts the item so many times more.
   *
   * @return the item that had to leave the list for this one, if any
   */
  @Nullable Bytes add(Bytes item, int increment, RandomGenerator random) {
    int fingerprint = fingerprint(item);
    long most = 0;
    for (int row = 0; row < shape.depth(); row++) {
      most = Math.max(most, add(bucket(item, row), fingerprint, increment, random));
    }
    return most >= heap[0].count() ? list(new Leader(item, fingerprint, most)) : null;
  }

  /** What the bucket counts of the item then; 0 if it still counts another one. */
  private long add(int bucket, int fingerprint, int increment, RandomGenerator random) {
    if (counts[bucket] == 0) {
      fingerprints[bucket] = fingerprint;
      counts[bucket] = increment;
    } else if (fingerprints[bucket] == fingerprint) {
      counts[bucket] += increment;
    } else {
      wearDown(bucket, fingerprint, increment, random);
    }
    return fingerprints[bucket] == fingerprint ? counts[bucket] : 0;
  }

  private void wearDown(int bucket, int fingerprint, int increment, RandomGenerator random) {
    for (int left = increment; left > 0; left--) {
      if (random.nextDouble() < decay(counts[bucket])) {
        counts[bucket]--;
        if (counts[bucket] == 0) {
          fingerprints[bucket] = fingerprint;
          counts[bucket] = left;
          return;
        }
      }
    }
  }

  private double decay(long count) {
    return count < DECAY_TABLE ? decays[(int) count] : Math.pow(shape.decay(), (double) count);
  }

  private @Nullable Bytes list(Leader leader) {
    int place = find(leader.item(), leader.fingerprint());
    if (place >= 0) {
      heap[place] = leader;
      sink(place);
      return null;
    }
    Bytes expelled = heap[0].item();
    heap[0] = leader;
    sink(0);
    return expelled;
  }

  private int find(@Nullable Bytes item, int fingerprint) {
    for (int i = heap.length - 1; i >= 0; i--) {
      Bytes listed = heap[i].item();
      if (listed != null && heap[i].fingerprint() == fingerprint && listed.equals(item)) {
        return i;
      }
    }
    return -1;
  }

  /** Lets a leader change places with its lesser child, until it has none that is less. */
  private void sink(int from) {
    int place = from;
    Leader sinking = heap[place];
    int child = lesserChild(place);
    // The real server moves a leader past a child of the same count, but only at the first step.
    boolean moves = child < heap.length && heap[child].count() <= sinking.count();
    while (moves) {
      heap[place] = heap[child];
      place = child;
      child = lesserChild(place);
      moves = child < heap.length && heap[child].count() < sinking.count();
    }
    heap[place] = sinking;
  }

  private int lesserChild(int place) {
    int left = 2 * place + 1;
    int right = left + 1;
    return right < heap.length && heap[left].count() > heap[right].count() ? right : left;
  }

  boolean isListed(Bytes item) {
    return find(item, fingerprint(item)) >= 0;
  }

  /** How often the item was counted, as far as its buckets know. */
  long count(Bytes item) {
    int fingerprint = fingerprint(item);
    boolean listed = find(item, fingerprint) >= 0;
    long most = 0;
    for (int row = 0; row < shape.depth(); row++) {
      int bucket = bucket(item, row);
      if (fingerprints[bucket] == fingerprint && (!listed || counts[bucket] >= heap[0].count())) {
        most = Math.max(most, counts[bucket]);
      }
    }
    return most;
  }

  /** The items that are listed and were counted, most often counted first. */
  List<Leader> leaders() {
    return Arrays.stream(heap)
        .filter(leader -> leader.count() > 0)
        .sorted(Comparator.comparingLong(Leader::count).reversed())
        .toList();
  }

  Shape shape() {
    return shape;
  }

  int[] fingerprints() {
    return fingerprints;
  }

  long[] counts() {
    return counts;
  }

  Leader[] heap() {
    return heap;
  }

  /** What the real server's structures take. */
  long memory() {
    return STRUCT_SIZE + BUCKET_SIZE * shape.buckets() + (long) LEADER_SIZE * heap.length;
  }
}
