package io.fakeredis.module.bloom;

import io.fakeredis.api.Bytes;
import io.fakeredis.api.Errors;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How BF.SCANDUMP takes a filter apart, and BF.LOADCHUNK puts it together. */
final class BloomDump {
  /** The position that stands for the header; those of the bits follow. */
  static final long HEADER = 1;

  private static final int HEADER_LENGTH = 20;
  private static final int LAYER_LENGTH = 53;

  private BloomDump() {}

  /** All of the filter but the bits. */
  static Bytes header(BloomFilter filter) {
    return LittleEndian.write(
        out -> {
          out.writeLong(filter.size());
          out.writeInt(filter.layers().size());
          out.writeInt(filter.options());
          out.writeInt(filter.growth());
          for (BloomLayer layer : filter.layers()) {
            BloomLayer.Shape shape = layer.shape();
            out.writeLong(layer.bytes().length);
            out.writeLong(shape.bits());
            out.writeLong(layer.size());
            out.writeDouble(shape.error());
            out.writeDouble(shape.bitsPerItem());
            out.writeInt(shape.hashes());
            out.writeLong(shape.capacity());
            out.writeByte(shape.power());
          }
        });
  }

  /** A filter of which no bit is set yet. */
  static BloomFilter fromHeader(Bytes header) {
    int body = header.length() - HEADER_LENGTH;
    if (body < LAYER_LENGTH || body % LAYER_LENGTH != 0) {
      throw badData();
    }
    return LittleEndian.read(
        header,
        in -> {
          long size = in.readLong();
          int count = in.readInt();
          int options = in.readInt();
          int growth = in.readInt();
          if (count != body / LAYER_LENGTH) {
            throw badData();
          }
          List<BloomLayer> layers = new ArrayList<>(count);
          for (int i = 0; i < count; i++) {
            long bytes = in.readLong();
            long bits = in.readLong();
            long layerSize = in.readLong();
            double error = in.readDouble();
            double bitsPerItem = in.readDouble();
            int hashes = in.readInt();
            long capacity = in.readLong();
            int power = in.readUnsignedByte();
            layers.add(
                layer(
                    new BloomLayer.Shape(capacity, error, bitsPerItem, hashes, bits, power),
                    bytes,
                    layerSize));
          }
          return checked(new BloomFilter(options, growth, layers, size));
        });
  }

  private static BloomLayer layer(BloomLayer.Shape shape, long bytes, long size) {
    if (!shape.isSound() || shape.bits() != bytes * 8) {
      throw badData();
    }
    byte[] array = Memory.allocate(bytes, byte[]::new);
    if (array == null) {
      throw Errors.error("ERR Insufficient memory to create filter");
    }
    return new BloomLayer(shape, array, size);
  }

  private static BloomFilter checked(BloomFilter filter) {
    if (!filter.isSound()) {
      throw badData();
    }
    return filter;
  }

  /** The bits at a position that an earlier chunk led to; null if there are none. */
  static @Nullable Bytes chunk(BloomFilter filter, long position) {
    Place place = Place.at(arrays(filter), position - HEADER);
    if (place == null) {
      return null;
    }
    int length = Math.min(place.remaining(), Place.LARGEST_CHUNK);
    return Bytes.copyOf(place.bytes(), place.offset(), place.offset() + length);
  }

  /** Puts the bits there; the position is the one behind them, as BF.SCANDUMP gives it. */
  static void load(BloomFilter filter, long position, Bytes chunk) {
    if (position <= 0 || position < chunk.length()) {
      throw badData();
    }
    Place place = Place.at(arrays(filter), position - chunk.length() - HEADER);
    if (place == null) {
      throw Errors.error("ERR invalid offset - no link found");
    }
    if (chunk.length() > place.remaining()) {
      throw Errors.error("ERR invalid chunk - Too big for current filter");
    }
    System.arraycopy(chunk.array(), 0, place.bytes(), place.offset(), chunk.length());
  }

  private static List<byte[]> arrays(BloomFilter filter) {
    return filter.layers().stream().map(BloomLayer::bytes).toList();
  }

  private static RuntimeException badData() {
    return Errors.error("ERR received bad data");
  }
}
