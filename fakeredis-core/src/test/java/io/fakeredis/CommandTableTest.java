package io.fakeredis;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CommandTableTest {
  @Test
  void rowsAreThoseOfTheFamiliesInTheirOrder() {
    try (FakeServer server = FakeServer.create()) {
      server.call("ZADD", "made", "1", "first");
      assertThat(server.engine().executor().table().rows())
          .extracting(row -> row.command().name())
          .startsWith("APPEND", "DECR", "DECRBY", "GET")
          .containsOnlyOnce("ZADD")
          .contains("FCALL");
    }
  }
}
