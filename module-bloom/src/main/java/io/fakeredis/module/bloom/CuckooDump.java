package io.fakeredis.module.bloom;

import io.fakeredis.api.Bytes;
import io.fakeredis.api.CommandException;
import io.fakeredis.api.Errors;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How CF.SCANDUMP takes a filter apart, and CF.LOADCHUNK puts it together. */
final class CuckooDump {
  /** The position that stands for the header; those of the fingerprints follow. */
  static final long HEADER = 1;

  /** The real server counts layers in two bytes. */
  static final long MOST_LAYERS = 65535;

  private static final int HEADER_LENGTH = 38;

  private CuckooDump() {}

  /** All of the filter but the fingerprints. */
  static Bytes header(CuckooFilter filter) {
    return LittleEndian.write(
        out -> {
          out.writeLong(filter.items());
          out.writeLong(filter.shape().buckets());
          out.writeLong(filter.deletes());
          out.writeLong(filter.layers().size());
          out.writeShort(filter.shape().bucketSize());
          out.writeShort(filter.shape().maxIterations());
          out.writeShort(filter.shape().expansion());
        });
  }

  /** A filter without fingerprints. */
  static CuckooFilter fromHeader(Bytes header) {
    if (header.length() != HEADER_LENGTH) {
      throw Errors.error("Invalid header");
    }
    return LittleEndian.read(
        header,
        in -> {
          long items = in.readLong();
          long buckets = in.readLong();
          long deletes = in.readLong();
          long count = in.readLong();
          CuckooFilter.Shape shape =
              new CuckooFilter.Shape(
                  buckets, in.readUnsignedShort(), in.readUnsignedShort(), in.readUnsignedShort());
          return new CuckooFilter(shape, layers(shape, count), items, deletes);
        });
  }

  private static List<CuckooLayer> layers(CuckooFilter.Shape shape, long count) {
    if (!shape.isSound() || count < 1 || count > MOST_LAYERS) {
      throw notCreated();
    }
    List<CuckooLayer> layers = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      CuckooLayer layer = CuckooLayer.empty(shape.buckets(i), shape.bucketSize());
      if (layer == null) {
        throw notCreated();
      }
      layers.add(layer);
    }
    return layers;
  }

  private static CommandException notCreated() {
    return Errors.error("Couldn't create filter!");
  }

  /**
   * A chunk, with the position that follows it.
   *
   * @param next what to ask for next
   */
  record Chunk(long next, Bytes data) {}

  /** What is at a position that an earlier chunk led to; null if there is nothing. */
  static @Nullable Chunk chunk(CuckooFilter filter, long position) {
    Place place = Place.at(arrays(filter), position - HEADER);
    if (place == null) {
      return null;
    }
    int length = place.bytes().length;
    if (length <= Place.LARGEST_CHUNK) {
      // The real server gives a small layer as a whole, wherever in it the position is.
      return new Chunk(position + length, Bytes.copyOf(place.bytes(), 0, length));
    }
    int part = Math.min(place.remaining(), Place.LARGEST_CHUNK);
    int end = place.offset() + part;
    return new Chunk(position + part, Bytes.copyOf(place.bytes(), place.offset(), end));
  }

  /** Puts the fingerprints there; the position is the one behind them, as CF.SCANDUMP gives it. */
  static void load(CuckooFilter filter, long position, Bytes chunk) {
    Place place = Place.at(arrays(filter), position - chunk.length() - HEADER);
    if (place == null || chunk.isEmpty() || chunk.length() > place.remaining()) {
      throw Errors.error("Couldn't load chunk!");
    }
    System.arraycopy(chunk.array(), 0, place.bytes(), place.offset(), chunk.length());
  }

  private static List<byte[]> arrays(CuckooFilter filter) {
    return filter.layers().stream().map(CuckooLayer::slots).toList();
  }
}
