package io.fakeredis.module.timeseries;

import io.fakeredis.api.Bytes;
import io.fakeredis.api.ModuleCodec;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/** Consecutive samples as the module's dumps hold them. */
interface Chunk {
  void save(ModuleCodec.Writer out);

  /** Adds the sample unless the chunk is full. */
  boolean append(Sample sample);

  /** The chunks of a series whose samples came one after the other. */
  static List<Chunk> of(Series series) {
    SeriesOptions options = series.options();
    List<Chunk> chunks = new ArrayList<>();
    Chunk chunk = empty(options);
    chunks.add(chunk);
    for (int i = 0; i < series.count(); i++) {
      if (!chunk.append(series.sample(i))) {
        chunk = empty(options);
        chunks.add(chunk);
        chunk.append(series.sample(i));
      }
    }
    return chunks;
  }

  private static Chunk empty(SeriesOptions options) {
    int size = (int) options.chunkSize();
    return options.compressed() ? new CompressedChunk(size) : new Plain(size);
  }

  /** The samples of a chunk in a dump. */
  static List<Sample> load(ModuleCodec.Reader in, boolean compressed) {
    return compressed ? CompressedChunk.load(in) : Plain.load(in);
  }

  /** Samples as they are. */
  final class Plain implements Chunk {
    private static final int SAMPLE = Long.BYTES + Double.BYTES;

    private final ByteBuffer data;
    private long first;

    private Plain(int size) {
      data = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    }

    @Override
    public boolean append(Sample sample) {
      if (data.remaining() < SAMPLE) {
        return false;
      }
      if (data.position() == 0) {
        first = sample.time();
      }
      data.putLong(sample.time()).putDouble(sample.value());
      return true;
    }

    @Override
    public void save(ModuleCodec.Writer out) {
      out.unsigned(first);
      out.unsigned(data.position() / SAMPLE);
      out.unsigned(data.capacity());
      out.string(Bytes.copyOf(data.array(), 0, data.capacity()));
    }

    private static List<Sample> load(ModuleCodec.Reader in) {
      in.unsigned();
      long count = in.unsigned();
      in.unsigned();
      byte[] bytes = in.string().toArray();
      if (count < 0 || count > bytes.length / SAMPLE) {
        throw new IllegalArgumentException("not a chunk");
      }
      ByteBuffer data = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
      List<Sample> samples = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        samples.add(new Sample(data.getLong(), data.getDouble()));
      }
      return samples;
    }
  }
}
