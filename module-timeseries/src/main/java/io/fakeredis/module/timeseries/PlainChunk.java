package io.fakeredis.module.timeseries;

import io.fakeredis.api.Bytes;
import io.fakeredis.api.ModuleCodec;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Samples as they are. */
final class PlainChunk implements Chunk {
  private static final int SAMPLE = Long.BYTES + Double.BYTES;
  private static final int OVERHEAD = 32;

  private final List<Sample> samples;
  private int size;

  PlainChunk(int size) {
    this(size, new ArrayList<>());
  }

  private PlainChunk(int size, List<Sample> samples) {
    this.size = size;
    this.samples = samples;
  }

  @Override
  public boolean append(Sample sample) {
    return samples.size() < size / SAMPLE && samples.add(sample);
  }

  @Override
  public void grow() {
    size += SAMPLE;
  }

  @Override
  public void trim() {
    size = samples.size() * SAMPLE;
  }

  @Override
  public Chunk another(int size) {
    return new PlainChunk(size);
  }

  @Override
  public Chunk copy() {
    return new PlainChunk(size, new ArrayList<>(samples));
  }

  @Override
  public int count() {
    return samples.size();
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public int overhead() {
    return OVERHEAD;
  }

  @Override
  public long firstTime() {
    return samples.isEmpty() ? 0 : samples.get(0).time();
  }

  @Override
  public @Nullable Sample last() {
    return samples.isEmpty() ? null : samples.get(samples.size() - 1);
  }

  @Override
  public List<Sample> samples() {
    return new ArrayList<>(samples);
  }

  @Override
  public void save(ModuleCodec.Writer out) {
    ByteBuffer data = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    for (Sample sample : samples) {
      data.putLong(sample.time()).putDouble(sample.value());
    }
    out.unsigned(firstTime());
    out.unsigned(samples.size());
    out.unsigned(size);
    out.string(Bytes.wrap(data.array()));
  }

  static Chunk load(ModuleCodec.Reader in) {
    in.unsigned(); // the first time, which the samples tell, too
    long count = in.unsigned();
    long size = in.unsigned();
    byte[] bytes = in.string().toArray();
    if (size != bytes.length || count < 0 || count > bytes.length / SAMPLE) {
      throw new IllegalArgumentException("not a chunk");
    }
    ByteBuffer data = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    PlainChunk chunk = new PlainChunk(bytes.length);
    for (int i = 0; i < count; i++) {
      chunk.append(new Sample(data.getLong(), data.getDouble()));
    }
    return chunk;
  }
}
