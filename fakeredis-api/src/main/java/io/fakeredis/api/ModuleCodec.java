package io.fakeredis.api;

/**
 * How a module's value is written into DUMP payloads and RDB files, as {@code RedisModule_Save...}
 * does it.
 *
 * @param <T> what holds the data
 */
public interface ModuleCodec<T> {

  /** The nine characters that name the type in RDB files, such as {@code "MBbloom--"}. */
  String name();

  /** The version of the encoding that {@link #save} writes, 0 to 1023. */
  int version();

  void save(T value, Writer out);

  /**
   * Reads what {@link #save} of that version wrote.
   *
   * @throws RuntimeException of any kind if the payload is unsound: the key is not restored then
   */
  T load(Reader in, int version, Settings settings);

  /** The values that a module can write. */
  interface Writer {
    void unsigned(long value);

    void signed(long value);

    void real(double value);

    void single(float value);

    void string(Bytes value);

    /**
     * Whether the value goes into a file with all keys, so that it may name others; a payload of
     * DUMP stands alone.
     */
    default boolean isFile() {
      return false;
    }
  }

  /** The same values in the same order; a value of another kind than asked for is an error. */
  interface Reader {
    long unsigned();

    long signed();

    double real();

    float single();

    Bytes string();
  }
}
