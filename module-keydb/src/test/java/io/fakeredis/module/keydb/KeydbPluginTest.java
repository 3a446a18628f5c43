package io.fakeredis.module.keydb;

import static org.assertj.core.api.Assertions.assertThat;

import io.fakeredis.FakeServer;
import io.fakeredis.ManualClock;
import io.fakeredis.api.Reply;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
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
      assertThat(server.call("REPLPING")).isEqualTo(Reply.PONG);
    }
  }

  @Test
  void membersExpire() {
    ManualClock clock = new ManualClock(Instant.ofEpochSecond(1_000_000));
    try (FakeServer server = FakeServer.builder().profile("keydb:6.3").clock(clock).build()) {
      server.call("SADD", "set", "short", "long");
      assertThat(server.call("EXPIREMEMBER", "set", "short", "500", "ms")).isEqualTo(Reply.ONE);
      assertThat(server.call("PTTL", "set", "short")).isEqualTo(Reply.integer(500));
      assertThat(server.call("TTL", "set", "long")).isEqualTo(Reply.integer(-1));
      clock.advance(Duration.ofMillis(501));
      assertThat(server.call("SMEMBERS", "set")).isEqualTo(Reply.set(List.of(Reply.bulk("long"))));
      server.call("EXPIREMEMBERAT", "set", "long", "1");
      clock.advance(Duration.ofMillis(1));
      assertThat(server.call("EXISTS", "set")).isEqualTo(Reply.ZERO);
    }
  }

  @Test
  void timesGoWithTheKey() {
    try (FakeServer server = server("keydb:6.3")) {
      server.call("HSET", "hash", "field", "value");
      server.call("EXPIREMEMBER", "hash", "field", "100");
      server.call("RENAME", "hash", "other");
      server.call("COPY", "other", "copy");
      server.call("DEBUG", "RELOAD");
      assertThat(server.call("TTL", "other", "field")).isEqualTo(Reply.integer(100));
      assertThat(server.call("PERSIST", "other", "field")).isEqualTo(Reply.ONE);
      assertThat(server.call("TTL", "copy", "field")).isEqualTo(Reply.integer(100));
    }
  }

  @Test
  void fieldsGetNewNames() {
    try (FakeServer server = server("keydb:6.3")) {
      server.call("HSET", "hash", "field", "value");
      assertThat(server.call("KEYDB.HRENAME", "hash", "field", "name")).isEqualTo(Reply.ONE);
      assertThat(server.call("HGET", "hash", "name")).isEqualTo(Reply.bulk("value"));
      assertThat(server.call("HLEN", "hash")).isEqualTo(Reply.ONE);
    }
  }

  @Test
  void hashesNest() {
    try (FakeServer server = server("keydb:6.3")) {
      assertThat(server.call("KEYDB.NHSET", "user.city.name", "Oslo")).isEqualTo(Reply.ZERO);
      assertThat(server.call("KEYDB.NHSET", "user.city.name", "Bergen")).isEqualTo(Reply.ONE);
      server.call("KEYDB.NHSET", "user.tags", "a", "b");
      assertThat(server.call("KEYDB.NHGET", "user.city.name")).isEqualTo(Reply.bulk("Bergen"));
      assertThat(server.call("KEYDB.NHGET", "json", "user"))
          .isEqualTo(Reply.bulk("{\"city\" : {\"name\" : \"Bergen\"},\"tags\" : [\"a\",\"b\"]}"));
      assertThat(server.call("KEYDB.NHGET", "user..name"))
          .isEqualTo(Reply.error("ERR syntax error"));
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
