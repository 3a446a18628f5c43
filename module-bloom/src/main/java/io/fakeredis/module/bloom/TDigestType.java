package io.fakeredis.module.bloom;

import io.fakeredis.api.ModuleCodec;
import io.fakeredis.api.Settings;
import io.fakeredis.api.ValueType;

/** T-digests under keys. */
final class TDigestType implements ValueType<TDigest>, ModuleCodec<TDigest> {
  static final TDigestType TYPE = new TDigestType();

  private TDigestType() {}

  @Override
  public String name() {
    return "TDIS-TYPE";
  }

  @Override
  public TDigest copy(TDigest value) {
    throw BloomFilterType.notCopied();
  }

  @Override
  public long memory(TDigest value) {
    return value.memory();
  }

  @Override
  public ModuleCodec<TDigest> codec() {
    return this;
  }

  @Override
  public int version() {
    return 0;
  }

  /** A value that could not be merged is counted but not saved, as in the real server. */
  @Override
  public void save(TDigest digest, Writer out) {
    digest.compress();
    TDigest.Books books = digest.books();
    out.real(digest.compression());
    out.real(books.min());
    out.real(books.max());
    out.signed(digest.capacity());
    out.signed(books.mergedNodes());
    out.signed(books.unmergedNodes());
    out.signed(books.compressions());
    out.real((double) books.mergedWeight());
    out.real((double) books.unmergedWeight());
    for (int i = 0; i < books.mergedNodes(); i++) {
      out.real(digest.mean(i));
    }
    for (int i = 0; i < books.mergedNodes(); i++) {
      out.real((double) digest.weight(i));
    }
  }

  @Override
  public TDigest load(Reader in, int version, Settings settings) {
    double compression = in.real();
    double min = in.real();
    double max = in.real();
    long capacity = in.signed();
    long merged = in.signed();
    long unmerged = in.signed();
    long compressions = in.signed();
    if (version > 0
        || !(compression > 0)
        || capacity != TDigest.capacity(compression)
        || merged < 0
        || unmerged < 0
        || merged > capacity
        || unmerged > capacity - merged) {
      throw new IllegalArgumentException("not a t-digest");
    }
    TDigest digest = TDigest.create(compression); // once it is sure that nobody asks for too much
    if (digest == null) {
      throw new IllegalArgumentException("no room for the t-digest");
    }
    TDigest.Books books =
        new TDigest.Books(
            min,
            max,
            (int) merged,
            (int) unmerged,
            compressions,
            (long) in.real(),
            (long) in.real());
    double[] means = new double[(int) merged];
    long[] weights = new long[(int) merged];
    for (int i = 0; i < means.length; i++) {
      means[i] = in.real();
    }
    for (int i = 0; i < weights.length; i++) {
      weights[i] = (long) in.real();
    }
    digest.restore(books, means, weights);
    return digest;
  }
}
