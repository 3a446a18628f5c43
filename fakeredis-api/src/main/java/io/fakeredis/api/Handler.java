package io.fakeredis.api;

/** What a command does. */
@FunctionalInterface
public interface Handler {

  /**
   * Runs the command. Arguments are checked first, in the real server's order, and keys touched
   * after that.
   *
   * @throws CommandException for an error reply; nothing may have been changed then
   */
  Result handle(Call call);
}
