package io.fakeredis.core.acl;

import org.jspecify.annotations.Nullable;

/**
 * Why a call is refused.
 *
 * @param position of the argument that was not allowed
 */
record Denial(Reason reason, int position) {
  static final Denial COMMAND = new Denial(Reason.COMMAND, 0);

  /** The reasons, those that come last being told rather than those that come first. */
  enum Reason {
    DATABASE("database"),
    COMMAND("command"),
    KEY("key"),
    AUTH("auth"),
    TLS_CERTIFICATE("tls-cert"),
    CHANNEL("channel");

    private final String word;

    Reason(String word) {
      this.word = word;
    }

    /** As ACL LOG shows it. */
    String word() {
      return word;
    }
  }

  /** Whether this is told rather than the other: it got further before it was refused. */
  boolean isMoreTelling(@Nullable Denial other) {
    if (other == null) {
      return true;
    }
    int order = reason.compareTo(other.reason);
    return order > 0 || (order == 0 && position > other.position);
  }
}
