package io.fakeredis.module.timeseries;

import io.fakeredis.api.ModuleCodec;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Consecutive samples as the module keeps them: when it is full, another one follows. */
interface Chunk {

  /** An empty chunk. */
  static Chunk empty(SeriesOptions options) {
    int size = (int) options.chunkSize();
    return options.compressed() ? new CompressedChunk(size) : new PlainChunk(size);
  }

  /** A chunk in a dump. */
  static Chunk load(ModuleCodec.Reader in, boolean compressed) {
    return compressed ? CompressedChunk.load(in) : PlainChunk.load(in);
  }

  /** Adds a later sample unless the chunk is full. */
  boolean append(Sample sample);

  /** Makes room for one more sample. */
  void grow();

  /** Gives back the room that is not needed. */
  void trim();

  /** An empty chunk of the same kind. */
  Chunk another(int size);

  Chunk copy();

  /** How many samples there are. */
  int count();

  /** How many bytes there are for samples. */
  int size();

  /** How many bytes the module allocates beside them. */
  int overhead();

  /** The time of the first sample; 0 if there is none. */
  long firstTime();

  /** The last sample; null if there is none. */
  @Nullable Sample last();

  /** All samples, oldest first. */
  List<Sample> samples();

  void save(ModuleCodec.Writer out);

  /** Adds a later sample even if the chunk has to grow. */
  private void add(Sample sample) {
    if (!append(sample)) {
      grow();
      append(sample);
    }
  }

  /** A chunk of the same size with other samples; it grows if it must. */
  default Chunk with(List<Sample> samples) {
    Chunk chunk = another(size());
    samples.forEach(chunk::add);
    return chunk;
  }

  /** A chunk with these samples that is no larger than it needs to be. */
  default Chunk part(int from, int to) {
    Chunk chunk = with(samples().subList(from, to));
    chunk.trim();
    return chunk;
  }
}
