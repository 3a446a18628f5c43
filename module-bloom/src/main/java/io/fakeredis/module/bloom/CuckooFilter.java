package io.fakeredis.module.bloom;

import com.google.common.math.LongMath;
import io.fakeredis.api.Bytes;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A cuckoo filter that grows: when no layer takes an item, it gets another one. */
final class CuckooFilter {
  private static final int STRUCT_SIZE = 40;
  private static final int LAYER_STRUCT_SIZE = 16;
  private static final double MOST_DELETES = 0.10;

  private final Shape shape;
  private final List<CuckooLayer> layers;
  private long items;
  private long deletes;

  /**
   * The dimensions of a filter.
   *
   * @param buckets how many the first layer has, a power of two
   * @param expansion by how much each layer is larger than the one before, a power of two; 0 for a
   *     filter that does not grow
   */
  record Shape(long buckets, int bucketSize, int maxIterations, int expansion) {

    /** The shape for so many items. */
    static Shape of(long capacity, int bucketSize, int maxIterations, int expansion) {
      return new Shape(
          LongMath.ceilingPowerOfTwo(Math.min(capacity / bucketSize, 1L << 62)),
          bucketSize,
          maxIterations,
          expansion == 0 ? 0 : (int) LongMath.ceilingPowerOfTwo(expansion));
    }

    /** How many buckets the layer at the index has; 0 if they cannot be counted. */
    long buckets(int index) {
      long factor = LongMath.saturatedPow(expansion, index);
      long all = LongMath.saturatedMultiply(buckets, factor);
      return all == Long.MAX_VALUE ? 0 : all;
    }

    /** Whether a filter can have such a shape. */
    boolean isSound() {
      return LongMath.isPowerOfTwo(buckets)
          && bucketSize >= 1
          && bucketSize <= Defaults.LARGEST_BUCKET
          && maxIterations >= 1;
    }
  }

  /** What came of adding an item. */
  enum Added {
    YES,
    /** The item was there already, or seemed to be. */
    PRESENT,
    FULL,
    /** There was no room for another layer. */
    FAILED
  }

  CuckooFilter(Shape shape, List<CuckooLayer> layers, long items, long deletes) {
    this.shape = shape;
    this.layers = new ArrayList<>(layers);
    this.items = items;
    this.deletes = deletes;
  }

  /** An empty filter, or null if there is no room for it. */
  static @Nullable CuckooFilter create(Shape shape) {
    CuckooLayer layer = CuckooLayer.empty(shape.buckets(), shape.bucketSize());
    return layer == null ? null : new CuckooFilter(shape, List.of(layer), 0, 0);
  }

  private static CuckooLayer.Trace trace(Bytes item) {
    return CuckooLayer.Trace.of(Murmur.hash64(item, 0));
  }

  boolean contains(Bytes item) {
    return contains(trace(item));
  }

  private boolean contains(CuckooLayer.Trace trace) {
    return layers.stream().anyMatch(layer -> layer.contains(trace));
  }

  /** How often the item was added, at most. */
  long count(Bytes item) {
    CuckooLayer.Trace trace = trace(item);
    return layers.stream().mapToLong(layer -> layer.count(trace)).sum();
  }

  /** Adds the item once more, or only if it is not there. */
  Added add(Bytes item, boolean unique) {
    CuckooLayer.Trace trace = trace(item);
    return unique && contains(trace) ? Added.PRESENT : add(trace);
  }

  private Added add(CuckooLayer.Trace trace) {
    if (addToAny(trace) || newest().force(trace, shape.maxIterations())) {
      items++;
      return Added.YES;
    }
    if (shape.expansion() == 0) {
      return Added.FULL;
    }
    CuckooLayer next = CuckooLayer.empty(shape.buckets(layers.size()), shape.bucketSize());
    if (next == null) {
      return Added.FAILED;
    }
    next.add(trace);
    layers.add(next);
    items++;
    return Added.YES;
  }

  private boolean addToAny(CuckooLayer.Trace trace) {
    for (int i = layers.size() - 1; i >= 0; i--) {
      if (layers.get(i).add(trace)) {
        return true;
      }
    }
    return false;
  }

  private CuckooLayer newest() {
    return layers.get(layers.size() - 1);
  }

  /** Takes the item away once, then tidies up if that happened often. */
  boolean remove(Bytes item) {
    CuckooLayer.Trace trace = trace(item);
    for (int i = layers.size() - 1; i >= 0; i--) {
      if (layers.get(i).remove(trace)) {
        items--;
        deletes++;
        if (layers.size() > 1 && deletes > items * MOST_DELETES) {
          compact(false);
        }
        return true;
      }
    }
    return false;
  }

  /**
   * Moves what it can into older layers, and drops the newest one each time that it is emptied.
   *
   * @param thorough whether to go on to older layers when a layer could not be emptied
   */
  void compact(boolean thorough) {
    for (int i = layers.size() - 1; i > 0; i--) {
      boolean emptied = emptyInto(i);
      if (emptied && i == layers.size() - 1) {
        layers.remove(i);
      }
      if (!emptied && !thorough) {
        break;
      }
    }
    deletes = 0;
  }

  private boolean emptyInto(int index) {
    CuckooLayer layer = layers.get(index);
    boolean emptied = true;
    for (int slot = 0; slot < layer.slots().length; slot++) {
      CuckooLayer.Trace trace = layer.trace(slot);
      if (trace != null) {
        // An older layer has fewer buckets, so the number of the bucket is as good as the hash.
        boolean moved = layers.subList(0, index).stream().anyMatch(older -> older.add(trace));
        if (moved) {
          layer.clear(slot);
        }
        emptied &= moved;
      }
    }
    return emptied;
  }

  Shape shape() {
    return shape;
  }

  /** Oldest first. */
  List<CuckooLayer> layers() {
    return layers;
  }

  long items() {
    return items;
  }

  /** How many items were taken away since the filter was compacted. */
  long deletes() {
    return deletes;
  }

  /** What the real server's structures take. */
  long memory() {
    long memory = STRUCT_SIZE;
    for (CuckooLayer layer : layers) {
      memory += LAYER_STRUCT_SIZE + layer.slots().length;
    }
    return memory;
  }
}
