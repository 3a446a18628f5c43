package io.fakeredis.api;

/** An error reply on its way to the client; made by {@link Errors}. */
public final class CommandException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public CommandException(String message) {
    super(message, null, false, false);
  }

  /** The error reply, its code first: {@code ERR syntax error}. */
  public Reply.Error reply() {
    return Reply.Error.inOneLine(String.valueOf(getMessage()));
  }
}
