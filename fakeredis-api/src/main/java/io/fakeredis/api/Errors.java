package io.fakeredis.api;

import java.util.Locale;

/** The errors that many commands share, in the real server's words. */
public final class Errors {
  private static final Feature SUBCOMMAND_ROWS = Feature.since("COMMAND.subcommand-rows", "7.0");
  private static final int SHOWN_CHARS = 128;

  /** 6.0 forgets the full stop, in CLIENT and MEMORY alone. */
  private static final Feature MEMORY_FULL_STOP =
      Feature.since("MEMORY.wrong-subcommand-full-stop", "6.2");

  private static final Feature CLIENT_FULL_STOP =
      Feature.since("CLIENT.hint-with-full-stop", "6.2");

  private Errors() {}

  /** An error with its code in front: {@code "ERR no such key"}. Each char is one byte. */
  public static CommandException error(String message) {
    return new CommandException(message);
  }

  public static CommandException syntax() {
    return error("ERR syntax error");
  }

  public static CommandException notAnInteger() {
    return error("ERR value is not an integer or out of range");
  }

  public static CommandException notAFloat() {
    return error("ERR value is not a valid float");
  }

  public static CommandException outOfRange() {
    return error("ERR value is out of range");
  }

  public static CommandException notPositive() {
    return error("ERR value is out of range, must be positive");
  }

  public static CommandException noSuchKey() {
    return error("ERR no such key");
  }

  public static CommandException wrongType() {
    return error("WRONGTYPE Operation against a key holding the wrong kind of value");
  }

  /** For a subcommand with arguments that it does not take, found only when it is run. */
  public static CommandException wrongSubcommand(Call call) {
    String word = call.args().text(1);
    String container = call.command().name().split(" ", 2)[0];
    return error(
        (call.has(SUBCOMMAND_ROWS) ? "ERR unknown" : "ERR Unknown")
            + " subcommand or wrong number of arguments for '"
            + shown(word, call)
            + "'. Try "
            + container
            + " HELP"
            + (endsPlainly(container, call) ? "" : "."));
  }

  private static boolean endsPlainly(String container, Call call) {
    return (container.equals("CLIENT") && !call.has(CLIENT_FULL_STOP))
        || (container.equals("MEMORY") && !call.has(MEMORY_FULL_STOP));
  }

  private static String shown(String word, Call call) {
    String text = shown(word);
    return call.has(SUBCOMMAND_ROWS)
        ? text.substring(0, Math.min(text.length(), SHOWN_CHARS))
        : text;
  }

  /** What the real server's formats show of a word: they end at a zero byte. */
  public static String shown(String word) {
    int zero = word.indexOf(0);
    return zero < 0 ? word : word.substring(0, zero);
  }

  /** For a call with too few arguments, or too many. */
  public static CommandException arity(Command command) {
    return error("ERR wrong number of arguments for '" + command.fullName() + "' command");
  }

  /** Takes the full name of the command, {@code "config|get"} for a subcommand. */
  public static CommandException arity(String command) {
    return error(
        "ERR wrong number of arguments for '" + command.toLowerCase(Locale.ROOT) + "' command");
  }
}
