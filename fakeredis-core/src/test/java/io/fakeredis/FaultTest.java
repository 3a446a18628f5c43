package io.fakeredis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fakeredis.api.Reply;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What goes wrong because a test wants it to. */
class FaultTest {
  private static final String LOADING = "LOADING Redis is loading the dataset in memory";

  private final ManualClock clock = ManualClock.startingNow();
  private final FakeServer server = FakeServer.builder().seed(7).clock(clock).build();
  private final RespClient client = new RespClient(server);

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void errorStrikesTheNamedCommandsUntilItIsClosed() {
    try (Injection injection = server.inject(Fault.error(LOADING).on("get", "CONFIG GET"))) {
      assertThat(client.call("SET k v")).isEqualTo("+OK\r\n");
      assertThat(client.call("GET k")).isEqualTo("-" + LOADING + "\r\n");
      assertThat(client.call("CONFIG GET port")).isEqualTo("-" + LOADING + "\r\n");
      assertThat(client.call("CONFIG RESETSTAT")).isEqualTo("+OK\r\n");
      assertThat(injection.hits()).isEqualTo(2);
    }
    assertThat(client.call("GET k")).isEqualTo("$1\r\nv\r\n");
  }

  @Test
  void errorIsCountedAndSpoilsTransactions() {
    server.inject(Fault.error("OOM no room").on("SET"));
    client.call("MULTI");
    assertThat(client.call("SET k v")).isEqualTo("-OOM no room\r\n");
    assertThat(client.call("EXEC"))
        .isEqualTo("-EXECABORT Transaction discarded because of previous errors.\r\n");
    assertThat(client.call("INFO errorstats")).contains("errorstat_OOM:count=1");
  }

  @Test
  void someAreSparedAndSomeAreStruck() {
    server.inject(Fault.error("ERR no").on("INCR").after(2).times(1));
    assertThat(client.call("INCR n")).isEqualTo(":1\r\n");
    assertThat(client.call("INCR n")).isEqualTo(":2\r\n");
    assertThat(client.call("INCR n")).isEqualTo("-ERR no\r\n");
    assertThat(client.call("INCR n")).isEqualTo(":3\r\n");
  }

  @Test
  void theConditionSeesTheWholeCall() {
    server.inject(Fault.error("ERR no").where(call -> call.clientName().equals("w")).on("GET"));
    assertThat(client.call("GET k")).isEqualTo("$-1\r\n");
    client.call("CLIENT SETNAME w");
    assertThat(client.call("GET k")).isEqualTo("-ERR no\r\n");
  }

  @Test
  void chanceIsTheSameForTheSameSeed() {
    List<String> first = struckByChance();
    assertThat(first).contains("-ERR no\r\n", "+PONG\r\n").isEqualTo(struckByChance());
  }

  private static List<String> struckByChance() {
    try (FakeServer seeded = FakeServer.builder().seed(42).build()) {
      seeded.inject(Fault.error("ERR no").chance(0.5));
      RespClient caller = new RespClient(seeded);
      List<String> replies = new ArrayList<>();
      for (int i = 0; i < 50; i++) {
        replies.add(caller.call("PING"));
      }
      return replies;
    }
  }

  @Test
  void delayedCallsKeepTheirOrder() {
    server.inject(Fault.delay(Duration.ofSeconds(2)).on("GET"));
    RespClient other = new RespClient(server);
    assertThat(client.call("GET k")).isEmpty();
    assertThat(client.call("PING")).isEmpty();
    assertThat(other.call("SET k late")).isEqualTo("+OK\r\n");
    clock.advance(Duration.ofMillis(1999));
    assertThat(client.output()).isEmpty();
    clock.advance(Duration.ofMillis(1));
    assertThat(client.output()).isEqualTo("$4\r\nlate\r\n+PONG\r\n");
  }

  @Test
  void aClientMayLeaveWhileItsCallIsHeldUp() {
    server.inject(Fault.delay(Duration.ofSeconds(1)).on("SET"));
    client.call("SET k v");
    server.call("CLIENT", "KILL", "TYPE", "normal");
    clock.advance(Duration.ofSeconds(1));
    assertThat(server.call("EXISTS", "k")).isEqualTo(Reply.ZERO);
  }

  @Test
  void disconnectedCallsAreNotRunAndLostRepliesAre() {
    server.inject(Fault.disconnect().on("INCR").times(1));
    assertThat(client.call("INCR n")).isEmpty();
    assertThat(client.isDisconnected()).isTrue();
    assertThat(server.call("EXISTS", "n")).isEqualTo(Reply.ZERO);

    RespClient next = new RespClient(server);
    server.inject(Fault.lostReply().on("INCR"));
    assertThat(next.call("INCR n")).isEmpty();
    assertThat(next.isDisconnected()).isTrue();
    assertThat(server.call("GET", "n")).isEqualTo(Reply.bulk("1"));
  }

  @Test
  void theTestItselfAndScriptsAreNeverStruck() {
    server.inject(Fault.error("ERR no").on("SET"));
    assertThat(server.call("SET", "k", "v")).isEqualTo(Reply.OK);
    assertThat(client.call("EVAL \"return redis.call('SET','k','w')\" 0")).isEqualTo("+OK\r\n");
  }

  @Test
  void nonsenseIsRefusedAtOnce() {
    assertThatThrownBy(() -> Fault.delay(Duration.ofMillis(-1)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Fault.disconnect().times(0))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Fault.disconnect().after(-1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Fault.disconnect().chance(1.5))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
