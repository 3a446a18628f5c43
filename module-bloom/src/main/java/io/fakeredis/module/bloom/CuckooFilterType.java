package io.fakeredis.module.bloom;

import io.fakeredis.api.Bytes;
import io.fakeredis.api.ModuleCodec;
import io.fakeredis.api.Settings;
import io.fakeredis.api.ValueType;
import java.util.ArrayList;
import java.util.List;

/** Cuckoo filters under keys. */
final class CuckooFilterType implements ValueType<CuckooFilter>, ModuleCodec<CuckooFilter> {
  static final CuckooFilterType TYPE = new CuckooFilterType();

  private static final int VERSION = 4;

  // What all filters had before the format had it.
  private static final int OLD_BUCKET_SIZE = 2;
  private static final int OLD_MAX_ITERATIONS = 20;
  private static final int OLD_EXPANSION = 1;

  private CuckooFilterType() {}

  @Override
  public String name() {
    return "MBbloomCF";
  }

  @Override
  public CuckooFilter create(Settings settings) {
    return CuckooSizes.defaults(settings).filter();
  }

  @Override
  public CuckooFilter copy(CuckooFilter value) {
    throw BloomFilterType.notCopied();
  }

  @Override
  public long memory(CuckooFilter value) {
    return value.memory();
  }

  @Override
  public ModuleCodec<CuckooFilter> codec() {
    return this;
  }

  @Override
  public int version() {
    return VERSION;
  }

  @Override
  public void save(CuckooFilter filter, Writer out) {
    CuckooFilter.Shape shape = filter.shape();
    out.unsigned(filter.layers().size());
    out.unsigned(shape.buckets());
    out.unsigned(filter.items());
    out.unsigned(filter.deletes());
    out.unsigned(shape.bucketSize());
    out.unsigned(shape.maxIterations());
    out.unsigned(shape.expansion());
    for (CuckooLayer layer : filter.layers()) {
      out.unsigned(layer.buckets());
      out.string(Bytes.copyOf(layer.slots(), 0, layer.slots().length));
    }
  }

  @Override
  public CuckooFilter load(Reader in, int version, Settings settings) {
    long count = in.unsigned();
    long buckets = in.unsigned();
    long items = in.unsigned();
    long deletes = 0;
    CuckooFilter.Shape shape =
        new CuckooFilter.Shape(buckets, OLD_BUCKET_SIZE, OLD_MAX_ITERATIONS, OLD_EXPANSION);
    if (version >= VERSION) {
      deletes = in.unsigned();
      shape =
          new CuckooFilter.Shape(
              buckets, (int) in.unsigned(), (int) in.unsigned(), (int) in.unsigned());
    }
    if (version > VERSION || !shape.isSound() || count < 1 || count > CuckooDump.MOST_LAYERS) {
      throw new IllegalArgumentException("not a cuckoo filter");
    }
    List<CuckooLayer> layers = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      long layerBuckets = version >= VERSION ? in.unsigned() : buckets;
      layers.add(layer(layerBuckets, shape.bucketSize(), in.string()));
    }
    return new CuckooFilter(shape, layers, items, deletes);
  }

  private static CuckooLayer layer(long buckets, int bucketSize, Bytes slots) {
    if (Long.bitCount(buckets) != 1
        || slots.length() / bucketSize != buckets
        || slots.length() % bucketSize != 0) {
      throw new IllegalArgumentException("not a layer of a cuckoo filter");
    }
    return new CuckooLayer(buckets, bucketSize, slots.toArray());
  }
}
