package io.fakeredis.module.keydb;

import static org.assertj.core.api.Assertions.assertThat;

import io.fakeredis.FakeServer;
import io.fakeredis.api.Reply;
import org.junit.jupiter.api.Test;

class KeydbPluginTest {

  private static FakeServer server(String profile) {
    return FakeServer.builder().profile(profile).build();
  }

  @Test
  void everyProfileHasFacts() {
    KeydbFlavour flavour = new KeydbFlavour();
    assertThat(flavour.profiles()).allSatisfy(p -> assertThat(flavour.facts(p)).isNotNull());
  }

  @Test
  void asksForSeveralKeysAtOnce() {
    try (FakeServer server = server("keydb:6.3")) {
      server.call("SET", "key", "value");
      assertThat(server.call("KEYDB.MEXISTS", "key", "other"))
          .isEqualTo(Reply.array(Reply.bool(true), Reply.bool(false)));
      assertThat(server.call("EXPDEL", "key", "other")).isEqualTo(Reply.ONE);
      assertThat(server.call("LFENCE")).isEqualTo(Reply.OK);
    }
  }

  @Test
  void redisHasNothingOfThis() {
    try (FakeServer server = server("redis:6.2")) {
      assertThat(server.call("EXPDEL"))
          .isEqualTo(Reply.error("ERR unknown command `EXPDEL`, with args beginning with: "));
    }
  }
}
