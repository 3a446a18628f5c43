package io.fakeredis.lettuce;

import io.lettuce.core.protocol.ProtocolVersion;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** How Lettuce gets to a server. */
record Way(Kind kind, ProtocolVersion protocol) {

  /** What lies between Lettuce and the server. */
  enum Kind {
    IN_PROCESS,
    TCP,
    /** The server of {@code -Dfakeredis.target=redis://...}, emptied before each test. */
    REAL
  }

  static Stream<Way> all() {
    List<Way> ways = new ArrayList<>();
    for (Kind kind : Kind.values()) {
      if (kind != Kind.REAL || Site.TARGET != null) {
        ways.add(new Way(kind, ProtocolVersion.RESP2));
        ways.add(new Way(kind, ProtocolVersion.RESP3));
      }
    }
    return ways.stream();
  }

  Site open() {
    return new Site(this);
  }

  @Override
  public String toString() {
    return kind + " " + protocol;
  }
}
