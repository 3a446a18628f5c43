package io.fakeredis.module.bloom;

import io.fakeredis.api.Bytes;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A bloom filter that grows: when its newest layer is full it gets another one, larger and with
 * half the error rate, so that the sum of the error rates stays below the one that was asked for.
 */
final class BloomFilter {
  /** An option: layers have as many bits as they need, not a power of two. */
  static final int NO_ROUND = 1;

  /** An option that is in the format but that no command sets. */
  private static final int ENTRIES_ARE_BITS = 2;

  /** An option: items are hashed to 64 bits, not 32. */
  static final int FORCE_64 = 4;

  /** An option: there is one layer, and it has the whole of the error rate. */
  static final int NO_SCALING = 8;

  private static final double TIGHTENING = 0.5;
  private static final long SEED_64 = 0xc6a4a7935bd1e995L;
  private static final int SEED_32 = 0x9747b28c;
  private static final int STRUCT_SIZE = 32;
  private static final int LAYER_STRUCT_SIZE = 64;

  private final int options;
  private final int growth;
  private final List<BloomLayer> layers;
  private long size;

  /** What came of adding an item. */
  enum Added {
    YES,
    /** The item was there already, or seemed to be. */
    PRESENT,
    FULL,
    /** There was no room for another layer. */
    FAILED
  }

  BloomFilter(int options, int growth, List<BloomLayer> layers, long size) {
    this.options = options;
    this.growth = growth;
    this.layers = new ArrayList<>(layers);
    this.size = size;
  }

  /**
   * An empty filter.
   *
   * @param growth by how much each layer is larger than the one before
   * @return null if there is no room for it
   */
  static @Nullable BloomFilter create(long capacity, double error, boolean scaling, int growth) {
    int options = FORCE_64 | NO_ROUND | (scaling ? 0 : NO_SCALING);
    double first = scaling ? error * TIGHTENING : error;
    BloomLayer layer = BloomLayer.empty(BloomLayer.Shape.of(capacity, first));
    return layer == null ? null : new BloomFilter(options, growth, List.of(layer), 0);
  }

  /** Whether a dump can have come from a filter: known options, and sizes that add up. */
  boolean isSound() {
    int known = NO_ROUND | ENTRIES_ARE_BITS | FORCE_64 | NO_SCALING;
    return (options & ~known) == 0 && size == layers.stream().mapToLong(BloomLayer::size).sum();
  }

  boolean contains(Bytes item) {
    long first = hash(item);
    return contains(first, step(item, first));
  }

  private boolean contains(long first, long step) {
    for (int i = layers.size() - 1; i >= 0; i--) {
      if (layers.get(i).contains(first, step)) {
        return true;
      }
    }
    return false;
  }

  Added add(Bytes item) {
    long first = hash(item);
    long step = step(item, first);
    if (contains(first, step)) {
      return Added.PRESENT;
    }
    if (newest().isFull()) {
      if (!isScaling()) {
        return Added.FULL;
      }
      BloomLayer next = nextLayer();
      if (next == null) {
        return Added.FAILED;
      }
      layers.add(next);
    }
    newest().add(first, step);
    size++;
    return Added.YES;
  }

  private @Nullable BloomLayer nextLayer() {
    BloomLayer.Shape last = newest().shape();
    long capacity = last.capacity() * growth;
    double error = last.error() * TIGHTENING;
    if (capacity <= 0 || error == 0) {
      return null;
    }
    boolean exact = (options & NO_ROUND) != 0;
    return BloomLayer.empty(
        exact ? BloomLayer.Shape.of(capacity, error) : BloomLayer.Shape.rounded(capacity, error));
  }

  private BloomLayer newest() {
    return layers.get(layers.size() - 1);
  }

  private long hash(Bytes item) {
    return hashes64() ? Murmur.hash64(item, SEED_64) : unsigned(Murmur.hash32(item, SEED_32));
  }

  private long step(Bytes item, long first) {
    return hashes64() ? Murmur.hash64(item, first) : unsigned(Murmur.hash32(item, (int) first));
  }

  private static long unsigned(int hash) {
    return Integer.toUnsignedLong(hash);
  }

  int options() {
    return options;
  }

  boolean hashes64() {
    return (options & FORCE_64) != 0;
  }

  boolean isScaling() {
    return (options & NO_SCALING) == 0;
  }

  int growth() {
    return growth;
  }

  /** Oldest first. */
  List<BloomLayer> layers() {
    return layers;
  }

  /** How many items were added. */
  long size() {
    return size;
  }

  /** How many items the layers are for, taken together. */
  long capacity() {
    return layers.stream().mapToLong(layer -> layer.shape().capacity()).sum();
  }

  /** What the real server's structures take. */
  long memory() {
    long memory = STRUCT_SIZE;
    for (BloomLayer layer : layers) {
      memory += LAYER_STRUCT_SIZE + layer.bytes().length;
    }
    return memory;
  }
}
