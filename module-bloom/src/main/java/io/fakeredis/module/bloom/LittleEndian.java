package io.fakeredis.module.bloom;

import com.google.common.io.LittleEndianDataInputStream;
import com.google.common.io.LittleEndianDataOutputStream;
import io.fakeredis.api.Bytes;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/** The packed C structures in which RedisBloom dumps headers and arrays of numbers. */
final class LittleEndian {
  private LittleEndian() {}

  /** Writes numbers one after the other. */
  @FunctionalInterface
  interface Layout {
    void write(LittleEndianDataOutputStream out) throws IOException;
  }

  /** Reads what a {@link Layout} wrote. */
  @FunctionalInterface
  interface Reading<T> {
    T read(LittleEndianDataInputStream in) throws IOException;
  }

  static Bytes write(Layout layout) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (LittleEndianDataOutputStream out = new LittleEndianDataOutputStream(bytes)) {
      layout.write(out);
    } catch (IOException e) {
      throw new UncheckedIOException("memory does not fail", e);
    }
    return Bytes.wrap(bytes.toByteArray());
  }

  /**
   * Reads the bytes from the start.
   *
   * @throws UncheckedIOException if there are too few
   */
  static <T> T read(Bytes data, Reading<T> reading) {
    try (LittleEndianDataInputStream in =
        new LittleEndianDataInputStream(new ByteArrayInputStream(data.array()))) {
      return reading.read(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
