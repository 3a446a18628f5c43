package io.fakeredis.api;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A kind of value that keys can hold.
 *
 * @param <T> what holds the data
 */
public interface ValueType<T> {

  /** What TYPE replies, such as {@code "list"} or {@code "MBbloom--"}. */
  String name();

  /**
   * The class of keyspace events of its commands: {@code 't'} for streams; {@code 'd'} for modules.
   */
  default char eventClass() {
    return 'd';
  }

  /**
   * An empty value, for {@link Database#create}. Types whose values no command makes without being
   * told how need not have any.
   */
  default T create(Settings settings) {
    throw new UnsupportedOperationException("no " + name() + " is made without being told how");
  }

  /** Whether a key with this value must go. Some types, such as streams, stay when empty. */
  default boolean isEmpty(T value) {
    return false;
  }

  /** What OBJECT ENCODING replies. */
  default String encoding(T value, Settings settings) {
    return "raw";
  }

  /**
   * Called when the value comes to lie under the key, and when that key gets a time to live: newer
   * servers keep all three in one allocation if they fit.
   */
  default void placed(T value, Bytes key, boolean expires, Settings settings) {}

  /** Called after every change: the time to pass from a compact encoding to a general one. */
  default void settle(T value, Settings settings) {}

  /**
   * A copy that shares nothing that can change.
   *
   * @throws CommandException if the real server cannot COPY values of this type
   */
  T copy(T value);

  /** About how many bytes the real server would use for the value, without the key. */
  long memory(T value);

  /**
   * When something inside the value expires next (hash fields, for instance), in milliseconds since
   * 1970, or {@link Database#NEVER}.
   */
  default long nextExpiry(T value) {
    return Database.NEVER;
  }

  /**
   * Removes what has expired inside the value.
   *
   * @param gone takes what subkey notifications are to tell of, such as the names of fields
   * @return the event to tell of; null if nothing was removed or nobody is to hear of it, and if a
   *     value that is empty now has expired as a whole
   */
  default @Nullable String expire(T value, long now, List<Bytes> gone) {
    return null;
  }

  /** How the value is written into DUMP payloads and RDB files; null for types that core knows. */
  default @Nullable ModuleCodec<T> codec() {
    return null;
  }
}
