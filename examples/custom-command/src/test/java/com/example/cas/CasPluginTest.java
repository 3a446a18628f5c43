package com.example.cas;

import static org.assertj.core.api.Assertions.assertThat;

import io.fakeredis.FakeServer;
import io.fakeredis.api.Reply;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CasPluginTest {
  private final FakeServer server = FakeServer.builder().profile("redis:7.2").build();

  @BeforeEach
  void set() {
    server.call("SET", "seats", "3", "EX", "60");
  }

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void setsWhatHoldsTheExpected() {
    assertThat(server.call("CAS", "seats", "3", "2")).isEqualTo(Reply.ONE);
    assertThat(server.call("GET", "seats")).isEqualTo(Reply.bulk("2"));
    assertThat(server.call("TTL", "seats")).isEqualTo(Reply.integer(-1));
  }

  @Test
  void leavesWhatHoldsAnotherValue() {
    assertThat(server.call("CAS", "seats", "4", "2")).isEqualTo(Reply.ZERO);
    assertThat(server.call("GET", "seats")).isEqualTo(Reply.bulk("3"));
  }

  @Test
  void keepsTheTimeToLiveIfAsked() {
    assertThat(server.call("CAS", "seats", "3", "2", "KEEPTTL")).isEqualTo(Reply.ONE);
    assertThat(server.call("TTL", "seats")).isEqualTo(Reply.integer(60));
  }

  @Test
  void isRefusedLikeAnyCommand() {
    assertThat(server.call("CAS", "seats"))
        .isEqualTo(Reply.error("ERR wrong number of arguments for 'cas' command"));
    assertThat(server.call("CAS", "seats", "3", "2", "KEEP"))
        .isEqualTo(Reply.error("ERR syntax error"));
  }
}
