package io.fakeredis.module.bloom;

import io.fakeredis.api.Bytes;
import io.fakeredis.api.Errors;
import io.fakeredis.api.ModuleCodec;
import io.fakeredis.api.Settings;
import io.fakeredis.api.ValueType;
import java.util.ArrayList;
import java.util.List;

/** Bloom filters under keys. */
final class BloomFilterType implements ValueType<BloomFilter>, ModuleCodec<BloomFilter> {
  static final BloomFilterType TYPE = new BloomFilterType();

  private static final int VERSION = 4;
  private static final int VERSION_WITH_GROWTH = 4;
  private static final int VERSION_WITH_OPTIONS = 2;
  private static final int VERSION_WITH_BITS = 1;
  private static final int DEFAULT_GROWTH = 2;
  private static final long MOST_LAYERS = 1000;

  private BloomFilterType() {}

  @Override
  public String name() {
    return "MBbloom--";
  }

  @Override
  public BloomFilter create(Settings settings) {
    return BloomSizes.defaults(settings).filter();
  }

  @Override
  public BloomFilter copy(BloomFilter value) {
    throw notCopied();
  }

  /** No type of RedisBloom has the callback that COPY needs. */
  static RuntimeException notCopied() {
    return Errors.error("ERR not supported for this module key");
  }

  @Override
  public long memory(BloomFilter value) {
    return value.memory();
  }

  @Override
  public ModuleCodec<BloomFilter> codec() {
    return this;
  }

  @Override
  public int version() {
    return VERSION;
  }

  @Override
  public void save(BloomFilter filter, Writer out) {
    out.unsigned(filter.size());
    out.unsigned(filter.layers().size());
    out.unsigned(filter.options());
    out.unsigned(filter.growth());
    for (BloomLayer layer : filter.layers()) {
      BloomLayer.Shape shape = layer.shape();
      out.unsigned(shape.capacity());
      out.real(shape.error());
      out.unsigned(shape.hashes());
      out.real(shape.bitsPerItem());
      out.unsigned(shape.bits());
      out.unsigned(shape.power());
      out.string(Bytes.wrap(layer.bytes()));
      out.unsigned(layer.size());
    }
  }

  @Override
  public BloomFilter load(Reader in, int version, Settings settings) {
    long size = in.unsigned();
    long count = in.unsigned();
    int options = version >= VERSION_WITH_OPTIONS ? (int) in.unsigned() : 0;
    int growth = version >= VERSION_WITH_GROWTH ? (int) in.unsigned() : DEFAULT_GROWTH;
    if (version > VERSION || count < 1 || count > MOST_LAYERS) {
      throw new IllegalArgumentException("not a bloom filter");
    }
    List<BloomLayer> layers = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      layers.add(layer(in, version));
    }
    BloomFilter filter = new BloomFilter(options, growth, layers, size);
    if (!filter.isSound()) {
      throw new IllegalArgumentException("the sizes of the layers do not add up");
    }
    return filter;
  }

  private static BloomLayer layer(Reader in, int version) {
    long capacity = in.unsigned();
    double error = in.real();
    int hashes = (int) in.unsigned();
    double bitsPerItem = in.real();
    boolean hasBits = version >= VERSION_WITH_BITS;
    long bits = hasBits ? in.unsigned() : (long) (capacity * bitsPerItem);
    int power = hasBits ? (int) in.unsigned() : 0;
    byte[] bytes = in.string().toArray();
    BloomLayer.Shape shape =
        new BloomLayer.Shape(capacity, error, bitsPerItem, hashes, bits, power);
    if (!shape.isSound() || bits > bytes.length * 8L) {
      throw new IllegalArgumentException("not a layer of a bloom filter");
    }
    return new BloomLayer(shape, bytes, in.unsigned());
  }
}
