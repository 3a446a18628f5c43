package io.fakeredis;

import static io.fakeredis.RespClient.output;
import static io.fakeredis.RespClient.send;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.fakeredis.api.Reply;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What costs clients their connection. */
class ClientLimitsTest {
  private final ManualClock clock = ManualClock.startingNow();
  private final FakeServer server = FakeServer.builder().profile("redis:7.2").clock(clock).build();

  @AfterEach
  void close() {
    server.close();
  }

  private Connection connect() {
    return server.connect(() -> {});
  }

  @Test
  void tooManyClientsAreRefused() {
    server.call("CONFIG", "SET", "maxclients", "2");
    Connection first = connect();
    Connection second = connect();
    Connection third = connect();
    assertThat(output(third)).isEqualTo("-ERR max number of clients reached\r\n");
    assertThat(third.isClosing()).isTrue();
    assertThat(server.call("INFO", "stats").toString()).contains("rejected_connections:1");
    first.close();
    Connection fourth = connect();
    send(fourth, "PING");
    assertThat(output(fourth)).isEqualTo("+PONG\r\n");
    assertThat(second.isClosing()).isFalse();
  }

  @Test
  void idleClientsAreDisconnected() {
    server.call("CONFIG", "SET", "timeout", "10");
    Connection idle = connect();
    Connection busy = connect();
    Connection listening = connect();
    Connection waiting = connect();
    send(listening, "SUBSCRIBE ch");
    send(waiting, "BLPOP q 0");
    for (int i = 0; i < 20; i++) {
      clock.advance(Duration.ofSeconds(1));
      send(busy, "PING");
    }
    assertThat(idle.isClosing()).isTrue();
    assertThat(busy.isClosing()).isFalse();
    assertThat(listening.isClosing()).isFalse();
    assertThat(waiting.isClosing()).isFalse();
    server.call("CONFIG", "SET", "timeout", "0");
    clock.advance(Duration.ofHours(1));
    assertThat(busy.isClosing()).isFalse();
  }

  @Test
  void aSubscriberThatLeavesTooMuchUnreadIsCutOff() {
    server.call("CONFIG", "SET", "client-output-buffer-limit", "pubsub 100kb 0 0");
    Connection stalled = connect();
    Connection reading = connect();
    send(stalled, "SUBSCRIBE ch");
    send(reading, "SUBSCRIBE ch");
    String message = "m".repeat(1000);
    for (int i = 0; i < 150; i++) {
      server.call("PUBLISH", "ch", message);
      output(reading);
    }
    assertThat(stalled.isCutOff()).isTrue();
    assertThat(output(stalled)).isEmpty();
    assertThat(reading.isClosing()).isFalse();
    assertThat(server.call("PUBSUB", "NUMSUB", "ch").toString()).contains("1");
    assertThat(server.call("PUBLISH", "ch", "x")).isEqualTo(Reply.ONE);
  }

  @Test
  void theSoftLimitGivesTime() {
    server.call("CONFIG", "SET", "client-output-buffer-limit", "pubsub 0 10kb 5");
    Connection slow = connect();
    send(slow, "SUBSCRIBE ch");
    server.call("PUBLISH", "ch", "m".repeat(20_000));
    clock.advance(Duration.ofSeconds(4));
    server.call("PUBLISH", "ch", "x");
    assertThat(slow.isClosing()).isFalse();
    output(slow);
    server.call("PUBLISH", "ch", "m".repeat(20_000));
    clock.advance(Duration.ofSeconds(4));
    server.call("PUBLISH", "ch", "x");
    assertThat(slow.isClosing()).isFalse();
    clock.advance(Duration.ofSeconds(2));
    server.call("PUBLISH", "ch", "x");
    assertThat(slow.isCutOff()).isTrue();
  }

  @Test
  void theSoftLimitEndsWithoutAnybodySayingMore() {
    server.call("CONFIG", "SET", "client-output-buffer-limit", "pubsub 0 10kb 5");
    Connection slow = connect();
    send(slow, "SUBSCRIBE ch");
    server.call("PUBLISH", "ch", "m".repeat(20_000));
    clock.advance(Duration.ofSeconds(5));
    assertThat(slow.isCutOff()).isFalse();
    clock.advance(Duration.ofSeconds(1));
    assertThat(slow.isCutOff()).isTrue();
  }

  @Test
  void theLargestClientsAreEvicted() {
    server.call("CONFIG", "SET", "maxmemory-clients", "500kb");
    Connection small = connect();
    Connection large = connect();
    Connection safe = connect();
    send(safe, "CLIENT NO-EVICT ON");
    output(safe);
    byte[] half = "x".repeat(200_000).getBytes(ISO_8859_1);
    send(safe, "*2\r\n$4\r\nECHO\r\n$3000000");
    safe.receive(half, 0, half.length);
    send(large, "*2\r\n$4\r\nECHO\r\n$3000000");
    large.receive(half, 0, half.length);
    assertThat(large.isCutOff()).isFalse();
    large.receive(half, 0, half.length);
    assertThat(large.isCutOff()).isTrue();
    assertThat(small.isClosing()).isFalse();
    assertThat(safe.isClosing()).isFalse();
    assertThat(server.call("INFO", "stats").toString()).contains("evicted_clients:1");
  }

  @Test
  void whatClientsTakeLeavesLessToTheData() {
    server.call("CONFIG", "SET", "maxmemory", "2mb");
    Connection greedy = connect();
    byte[] much = "x".repeat(1_500_000).getBytes(ISO_8859_1);
    assertThat(server.call("SET", "k", "v")).isEqualTo(Reply.OK);
    send(greedy, "*2\r\n$4\r\nECHO\r\n$3000000");
    greedy.receive(much, 0, much.length);
    assertThat(server.call("SET", "k", "v").toString()).contains("OOM");
    greedy.close();
    assertThat(server.call("SET", "k", "v")).isEqualTo(Reply.OK);
  }

  @Test
  void aClientThatSendsMoreThanIsKeptIsDisconnected() {
    server.call("CONFIG", "SET", "client-query-buffer-limit", "1mb");
    Connection greedy = connect();
    byte[] half = "x".repeat(700_000).getBytes(ISO_8859_1);
    send(greedy, "*2\r\n$4\r\nECHO\r\n$3000000");
    greedy.receive(half, 0, half.length);
    assertThat(greedy.isClosing()).isFalse();
    greedy.receive(half, 0, half.length);
    assertThat(greedy.isClosing()).isTrue();
  }
}
