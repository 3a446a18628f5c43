package io.fakeredis.api;

/** One call of a command: everything a handler may touch. */
public interface Call extends Context {

  Command command();

  Args args();

  /** The options that the command's row declares, parsed at first use. */
  OptionValues options();

  /** 2 or 3: the protocol that the client speaks. Most handlers need not know. */
  int protocol();

  /** Whether the user may read keys that the arguments don't name, as SORT's patterns do. */
  default boolean mayReadAnyKey() {
    return true;
  }

  /** Whether the user may read a key that the arguments don't name. */
  default boolean mayRead(Bytes key) {
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
}
