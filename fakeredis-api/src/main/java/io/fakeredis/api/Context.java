package io.fakeredis.api;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/** What may be touched of a server: in a call, or {@linkplain #at at a time} of one's own. */
public interface Context {

  /** The database that the client has selected, or had selected when it asked for a timer. */
  Database db();

  /**
   * The database of that number.
   *
   * @throws CommandException {@code ERR DB index is out of range}
   */
  Database db(long index);

  /** The server's time in milliseconds since 1970; it stands still during a call. */
  long now();

  /** The server's one source of chance. */
  RandomGenerator random();

  Settings settings();

  Profile profile();

  /** The kinds of value that plug-ins have brought to this server. */
  List<ValueType<?>> valueTypes();

  /** What a family keeps for a server beside its keys: made at first use, one of each class. */
  <T> T part(Class<T> type, Supplier<T> made);

  /**
   * Runs another command as a part of what is being done, as a module does with {@code
   * RedisModule_Call}. A blocking command that would have to wait gives up at once.
   *
   * @return its reply, which may be an error
   */
  Reply call(Bytes... words);

  /**
   * Has something done at that time by the server's clock, between two calls; as soon as this one
   * is over if the time has come already. Nobody hears of what comes of it, and a server that is
   * closed forgets it.
   *
   * @param millis since 1970
   * @param task may ask for the next time itself
   */
  Timer at(long millis, Consumer<Context> task);

  /** Whether this server behaves so. */
  default boolean has(Feature behaviour) {
    return profile().has(behaviour);
  }
}
