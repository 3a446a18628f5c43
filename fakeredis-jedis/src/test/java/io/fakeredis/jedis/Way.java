package io.fakeredis.jedis;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import redis.clients.jedis.RedisProtocol;

/** How Jedis gets to a server. */
record Way(Kind kind, RedisProtocol protocol) {

  /** What lies between Jedis and the server. */
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
        ways.add(new Way(kind, RedisProtocol.RESP2));
        ways.add(new Way(kind, RedisProtocol.RESP3));
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
