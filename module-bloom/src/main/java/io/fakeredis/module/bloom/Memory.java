package io.fakeredis.module.bloom;

import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** Room for sketches. Clients choose the sizes, so what cannot be had must not end the server. */
final class Memory {
  private static final int LARGEST_ARRAY = Integer.MAX_VALUE - 8;

  private Memory() {}

  /** A new array of that length, {@code allocate(8, byte[]::new)}, or null if there is no room. */
  static <T> @Nullable T allocate(long length, IntFunction<T> array) {
    if (length < 0 || length > LARGEST_ARRAY) {
      return null;
    }
    try {
      return array.apply((int) length);
    } catch (OutOfMemoryError e) {
      return null;
    }
  }
}
