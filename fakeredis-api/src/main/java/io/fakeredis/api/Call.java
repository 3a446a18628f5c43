package io.fakeredis.api;

import java.util.List;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/** One call of a command: everything a handler may touch. */
public interface Call {

  Command command();

  Args args();

  /** The options that the command's row declares, parsed at first use. */
  OptionValues options();

  /** The database that the client has selected. */
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
   * Runs another command as a part of this call, as a module does with {@code RedisModule_Call}. A
   * blocking command that would have to wait gives up at once.
   *
   * @return its reply, which may be an error
   */
  Reply call(Bytes... words);

  /** 2 or 3: the protocol that the client speaks. Most handlers need not know. */
  int protocol();

  /** Whether the user may read keys that the arguments don't name, as SORT's patterns do. */
  default boolean mayReadAnyKey() {
    return true;
  }

  /**
   * A word of the call as a double, read as this server's version reads it.
   *
   * @throws CommandException {@code ERR value is not a valid float}
   */
  default double realArg(int index) {
    double value = Doubles.parse(args().bytes(index), profile());
    if (Double.isNaN(value)) {
      throw Errors.notAFloat();
    }
    return value;
  }

  /** Whether a script makes the call rather than a client. */
  boolean isFromScript();

  /** A double, written as this server's version writes it. */
  default Reply real(double value) {
    return Reply.real(value, Doubles.text(value, profile()));
  }

  /** Whether this server behaves so. */
  default boolean has(Feature behaviour) {
    return profile().has(behaviour);
  }
}
