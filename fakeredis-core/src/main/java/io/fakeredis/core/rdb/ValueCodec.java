package io.fakeredis.core.rdb;

import io.fakeredis.api.Settings;
import io.fakeredis.api.ValueType;

/**
 * How the values of one kind are written and read.
 *
 * @param <T> what holds the data
 */
interface ValueCodec<T> {

  ValueType<T> type();

  /** How the server writes this value. */
  RdbType rdbType(T value, Settings settings);

  void write(T value, RdbType as, RdbWriter out, Settings settings);

  /**
   * Reads a value that may have been written by any version.
   *
   * @throws RuntimeException of any kind if it is unsound
   */
  T read(RdbType as, RdbReader in, Settings settings);
}
