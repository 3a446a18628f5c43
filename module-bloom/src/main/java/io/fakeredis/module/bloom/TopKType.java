package io.fakeredis.module.bloom;

import com.google.common.io.ByteStreams;
import com.google.common.io.LittleEndianDataInputStream;
import io.fakeredis.api.Bytes;
import io.fakeredis.api.ModuleCodec;
import io.fakeredis.api.Settings;
import io.fakeredis.api.ValueType;
import java.io.IOException;

/** Top-k lists under keys. */
final class TopKType implements ValueType<TopK>, ModuleCodec<TopK> {
  static final TopKType TYPE = new TopKType();

  private static final int BUCKET_LENGTH = 8;
  private static final int LEADER_LENGTH = 24;

  private TopKType() {}

  @Override
  public String name() {
    return "TopK-TYPE";
  }

  @Override
  public TopK copy(TopK value) {
    throw BloomFilterType.notCopied();
  }

  @Override
  public long memory(TopK value) {
    return value.memory();
  }

  @Override
  public ModuleCodec<TopK> codec() {
    return this;
  }

  @Override
  public int version() {
    return 0;
  }

  @Override
  public void save(TopK list, Writer out) {
    out.unsigned(list.shape().k());
    out.unsigned(list.shape().width());
    out.unsigned(list.shape().depth());
    out.real(list.shape().decay());
    out.string(buckets(list));
    out.string(heap(list));
    for (TopK.Leader leader : list.heap()) {
      out.string(text(leader));
    }
  }

  private static Bytes buckets(TopK list) {
    return LittleEndian.write(
        out -> {
          for (int i = 0; i < list.counts().length; i++) {
            out.writeInt(list.fingerprints()[i]);
            out.writeInt((int) list.counts()[i]);
          }
        });
  }

  /** The structures as they are in memory, with their padding; a pointer means nothing here. */
  private static Bytes heap(TopK list) {
    return LittleEndian.write(
        out -> {
          for (TopK.Leader leader : list.heap()) {
            Bytes item = leader.item();
            out.writeInt(leader.fingerprint());
            out.writeInt(item == null ? 0 : item.length());
            out.writeLong(0);
            out.writeInt((int) leader.count());
            out.writeInt(0);
          }
        });
  }

  /** The item as a C string, which ends at the first zero. */
  private static Bytes text(TopK.Leader leader) {
    Bytes item = leader.item();
    return Bytes.latin((item == null ? "" : TopKCommands.cString(item)) + "\0");
  }

  @Override
  public TopK load(Reader in, int version, Settings settings) {
    TopK.Shape shape = new TopK.Shape(in.unsigned(), in.unsigned(), in.unsigned(), in.real());
    Bytes buckets = in.string();
    Bytes heap = in.string();
    long count = Math.multiplyExact(shape.width(), shape.depth());
    if (version > 0
        || shape.k() < 1
        || count < 1
        || buckets.length() != Math.multiplyExact(count, BUCKET_LENGTH)
        || heap.length() != Math.multiplyExact(shape.k(), LEADER_LENGTH)) {
      throw new IllegalArgumentException("not a top-k list");
    }
    int[] fingerprints = new int[(int) count];
    long[] counts = new long[(int) count];
    LittleEndian.read(buckets, data -> readBuckets(data, fingerprints, counts));
    TopK.Leader[] leaders = LittleEndian.read(heap, data -> readHeap(data, in, (int) shape.k()));
    return new TopK(shape, fingerprints, counts, leaders);
  }

  private static long[] readBuckets(
      LittleEndianDataInputStream data, int[] fingerprints, long[] counts) throws IOException {
    for (int i = 0; i < counts.length; i++) {
      fingerprints[i] = data.readInt();
      counts[i] = Integer.toUnsignedLong(data.readInt());
    }
    return counts;
  }

  private static TopK.Leader[] readHeap(LittleEndianDataInputStream data, Reader items, int k)
      throws IOException {
    TopK.Leader[] heap = new TopK.Leader[k];
    for (int i = 0; i < k; i++) {
      int fingerprint = data.readInt();
      ByteStreams.skipFully(data, Integer.BYTES + Long.BYTES);
      long count = Integer.toUnsignedLong(data.readInt());
      ByteStreams.skipFully(data, Integer.BYTES);
      Bytes text = items.string();
      // The real server takes an empty item for a place that is still free.
      Bytes item = text.length() <= 1 ? null : text.slice(0, text.length() - 1);
      heap[i] = new TopK.Leader(item, fingerprint, count);
    }
    return heap;
  }
}
