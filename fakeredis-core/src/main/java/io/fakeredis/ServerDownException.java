package io.fakeredis;

/** The fake was told to {@linkplain FakeServer#disconnect be down}, or it has been closed. */
public final class ServerDownException extends IllegalStateException {
  private static final long serialVersionUID = 1L;

  ServerDownException(boolean closed) {
    super(
        closed
            ? "this fake server has been closed"
            : "this fake server is down; reconnect() brings it back");
  }
}
