package io.fakeredis.core.resp;

/** What came in is not RESP; the client is told why, and the connection ends. */
public final class ProtocolException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  ProtocolException(String message) {
    super("ERR Protocol error: " + message, null, false, false);
  }
}
