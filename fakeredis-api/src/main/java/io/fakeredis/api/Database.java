package io.fakeredis.api;

import java.util.List;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * One numbered database.
 *
 * <p>It keeps the books: expired keys are gone before anybody sees them, and one call of {@link
 * #changed} drops an emptied key, fails the transactions that WATCH it, wakes blocked clients,
 * tells of the event and invalidates client-side caches. A key has a value of one {@link ValueType}
 * and perhaps a time at which it expires.
 */
public interface Database {
  /** What {@link #expiresAt} tells of a key that has no time to live. */
  long NEVER = -1;

  /** What {@link #expiresAt} tells of a key that does not exist. */
  long MISSING = -2;

  int index();

  boolean exists(Bytes key);

  /**
   * The value for reading, or for changing in place followed by {@link #changed}.
   *
   * @return null if there is no such key
   * @throws CommandException {@code WRONGTYPE ...} if the key holds another type
   */
  <T> @Nullable T find(Bytes key, ValueType<T> type);

  /**
   * The value for changing in place, made empty first if the key is missing. If it is still empty
   * when the call ends, it vanishes without a trace.
   *
   * @throws CommandException {@code WRONGTYPE ...} if the key holds another type
   */
  <T> T create(Bytes key, ValueType<T> type);

  /** What the key holds, of whatever type, for reading; null if missing. */
  @Nullable Stored read(Bytes key);

  /**
   * What the key holds, of whatever type, for telling of the key itself: INFO counts the look-up,
   * but the time of the last access stays as it was. Null if the key is missing.
   */
  @Nullable Stored look(Bytes key);

  /**
   * The type of what lies under the key, even if it has expired and is only there because nobody
   * has looked; null if nothing does.
   */
  @Nullable ValueType<?> typeOf(Bytes key);

  /** What the key holds, of whatever type, without leaving a trace; null if missing. */
  @Nullable Stored stored(Bytes key);

  /** The string there, or null. The same as {@code find} with {@link StringValue#TYPE}. */
  default @Nullable Bytes string(Bytes key) {
    StringValue value = find(key, StringValue.TYPE);
    return value == null ? null : value.bytes();
  }

  /**
   * Puts the value there, whatever the key held, and lets it live for ever; tells of the event.
   *
   * @param event as in {@link #changed}; null for none, as most modules have it
   */
  <T> void put(Bytes key, ValueType<T> type, T value, @Nullable String event);

  /** As {@link #put}, but a time to live stays as it is. */
  <T> void replace(Bytes key, ValueType<T> type, T value, @Nullable String event);

  /**
   * Tells that the value was changed in place: all books are brought up to date.
   *
   * @param event the keyspace event, such as {@code "lpush"}; an emptied key is removed after it,
   *     with a {@code "del"} event
   */
  default void changed(Bytes key, String event) {
    changed(key, event, List.of());
  }

  /**
   * As {@link #changed(Bytes, String)}, of these parts of the value, such as fields of a hash.
   *
   * @param subkeys what subkey notifications tell of, where the server has such, and a change each;
   *     read at once
   */
  void changed(Bytes key, String event, List<Bytes> subkeys);

  /** As {@link #changed(Bytes, String, List)}, of parts that were found to have expired. */
  void expiredInside(Bytes key, String event, List<Bytes> subkeys);

  /**
   * As {@link #changed(Bytes, String)}, of what counts as so many changes: a member each, for
   * instance, or none if it belongs to a change that counts already.
   */
  default void changed(Bytes key, String event, long count) {
    changed(key, event);
    countChanges(count - 1);
  }

  /** As {@link #changed}, without an event. */
  void changed(Bytes key);

  /**
   * Counts changes of which nobody is told but those who keep a copy of the data set: entries of a
   * stream that were acknowledged, for instance.
   */
  void countChanges(long count);

  /** Tells of an event alone: nothing has changed, or {@link #changed} has told of the change. */
  default void event(Bytes key, String event) {
    event(key, event, List.of());
  }

  /** As {@link #event(Bytes, String)}, of these parts of the value. */
  void event(Bytes key, String event, List<Bytes> subkeys);

  /**
   * Tells that the key held a value before that was removed first; {@link #put} does it by itself.
   */
  void overwritten(Bytes key, boolean anotherType);

  /** As {@link #event}, for the events of the generic class such as {@code "rename_from"}. */
  void genericEvent(Bytes key, String event);

  /**
   * Lets clients try again that wait for the key, as {@link #changed} does, but nothing counts as
   * changed.
   */
  void wake(Bytes key);

  /**
   * Removes the key.
   *
   * @param event {@code "del"} as a rule; null for a removal that is told of otherwise
   * @return whether there was one
   */
  boolean remove(Bytes key, @Nullable String event);

  /**
   * The time in milliseconds since 1970 at which the key expires, {@link #NEVER} or {@link
   * #MISSING}.
   */
  long expiresAt(Bytes key);

  /**
   * Sets the time at which the key expires, with an {@code "expire"} event.
   *
   * @param at milliseconds since 1970
   * @return whether there is such a key
   */
  boolean expire(Bytes key, long at);

  /**
   * Sets the time at which the key expires without an event, as a part of a change that has its
   * own; {@link #NEVER} takes it away.
   */
  void expireAt(Bytes key, long at);

  /**
   * Says when the key was last accessed and how often, as a payload tells that was written
   * elsewhere.
   *
   * @param at milliseconds since 1970
   * @param frequency as {@link Stored#frequency}
   */
  void accessed(Bytes key, long at, int frequency);

  /**
   * Whether what has expired is hidden and not removed, as on a replica: there it is for somebody
   * else to say that it goes.
   */
  boolean keepsExpired();

  /** Takes the time to live away; with a {@code "persist"} event if there was one. */
  boolean persist(Bytes key);

  /** How many keys there are, expired ones that nobody has touched included. */
  long size();

  /** A key that has not expired, or null if there is none. */
  @Nullable Bytes randomKey(RandomGenerator random);

  /**
   * Visits a part of the keys. Every key that is there from the first call with cursor 0 until a
   * call returns 0 is visited at least once.
   *
   * @return the cursor to go on with; 0 at the end
   */
  long scan(long cursor, Consumer<Bytes> visitor);

  /** Visits all keys that have not expired, in no particular order. */
  void forEach(Consumer<Bytes> visitor);

  /** Removes all keys. */
  void flush();

  /** What a key holds. */
  interface Stored {
    ValueType<?> type();

    Object value();

    /** Milliseconds since 1970, or {@link #NEVER}. */
    long expiresAt();

    /** When the key was last accessed, in milliseconds since 1970. */
    long accessedAt();

    /** The logarithmic access counter of the LFU policies, as the last access left it. */
    int frequency();

    /** The counter as it is now: it falls by one for lfu-decay-time minutes without an access. */
    default int frequency(long now, Settings settings) {
      long decayTime = settings.number("lfu-decay-time");
      if (decayTime == 0) {
        return frequency();
      }
      long minutes = Math.max(0, now / 60_000 - accessedAt() / 60_000);
      return (int) Math.max(0, frequency() - minutes / decayTime);
    }
  }
}
