package io.fakeredis.core.rdb;

/** Says that serialised bytes are not what a server would write. */
public final class RdbException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  RdbException(String message) {
    super(message);
  }
}
