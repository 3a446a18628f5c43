package io.fakeredis;

import static io.fakeredis.RespClient.output;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.fakeredis.api.Reply;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What replicas are told; the calls are those that Redis 7.0.15 sent to one. */
class FollowersTest {
  private final ManualClock clock = ManualClock.startingNow();
  private final FakeServer server = FakeServer.builder().profile("redis:7.0").clock(clock).build();
  private final Connection replica = server.connect(() -> {});

  @AfterEach
  void close() {
    server.close();
  }

  private void say(String... words) {
    StringBuilder call = new StringBuilder("*" + words.length + "\r\n");
    for (String word : words) {
      call.append('$').append(word.length()).append("\r\n").append(word).append("\r\n");
    }
    byte[] bytes = call.toString().getBytes(ISO_8859_1);
    replica.receive(bytes, 0, bytes.length);
  }

  private String heard() {
    return output(replica);
  }

  /** The calls that the replica was told of since it was last asked, words apart by spaces. */
  private List<String> calls() {
    List<String> calls = new ArrayList<>();
    for (String call : heard().split("\\*\\d+\r\n", -1)) {
      String words = call.replaceAll("\\$\\d+\r\n", "").replace("\r\n", " ").trim();
      if (!words.isEmpty()) {
        calls.add(words);
      }
    }
    return calls;
  }

  private void join() {
    say("REPLCONF", "listening-port", "6380");
    say("PSYNC", "?", "-1");
    heard();
  }

  private long in(Duration time) {
    return clock.instant().plus(time).toEpochMilli();
  }

  @Test
  void aReplicaGetsASnapshotFirst() {
    server.call("SET", "a", "1");
    say("REPLCONF", "capa", "psync2");
    say("PSYNC", "?", "-1");
    assertThat(heard())
        .matches("(?s)\\+OK\r\n\\+FULLRESYNC [0-9a-f]{40} 0\r\n\\$\\d+\r\nREDIS0010.*");
    server.call("SET", "b", "2");
    assertThat(calls()).containsExactly("SELECT 0", "SET b 2");
  }

  @Test
  void aSnapshotOfUnknownSizeEndsWithAMark() {
    say("REPLCONF", "capa", "eof");
    say("PSYNC", "?", "-1");
    assertThat(heard()).matches("(?s).*\\$EOF:([0-9a-f]{40})\r\nREDIS.*\\1");
  }

  @Test
  void timesAreToldAsPointsOfTime() {
    join();
    server.call("SET", "a", "1", "EX", "10");
    server.call("EXPIRE", "a", "100");
    server.call("GETEX", "a", "PERSIST");
    server.call("EXPIRE", "a", "-1");
    assertThat(calls())
        .containsExactly(
            "SELECT 0",
            "SET a 1 PXAT " + in(Duration.ofSeconds(10)),
            "PEXPIREAT a " + in(Duration.ofSeconds(100)),
            "PERSIST a",
            "DEL a");
  }

  @Test
  void whatHasExpiredIsToldAsRemoved() {
    server.call("SET", "a", "1", "EX", "5");
    join();
    clock.advance(Duration.ofSeconds(6));
    server.call("PING");
    assertThat(calls()).containsExactly("SELECT 0", "DEL a");
  }

  @Test
  void chanceIsToldAsWhatItCameTo() {
    server.call("SADD", "s", "only");
    server.call("RPUSH", "l", "1", "2", "3");
    join();
    server.call("SPOP", "s");
    server.call("BLPOP", "none", "l", "0");
    server.call("LMPOP", "2", "none", "l", "LEFT", "COUNT", "5");
    server.call("INCRBYFLOAT", "f", "1.5");
    server.call("XADD", "x", "*", "a", "1");
    assertThat(calls())
        .containsExactly(
            "SELECT 0",
            "SREM s only",
            "LPOP l",
            "LPOP l 2",
            "SET f 1.5 KEEPTTL",
            "XADD x " + in(Duration.ZERO) + "-0 a 1");
  }

  @Test
  void whoWaitsIsServedAfterwards() {
    join();
    Connection waiting = server.connect(() -> {});
    byte[] call = "BRPOP l 0\r\n".getBytes(ISO_8859_1);
    waiting.receive(call, 0, call.length);
    server.call("LPUSH", "l", "1");
    assertThat(calls()).containsExactly("SELECT 0", "LPUSH l 1", "RPOP l");
  }

  @Test
  void scriptsAndTransactionsAreToldAsOne() {
    join();
    server.call("EVAL", "redis.call('set','a',1) redis.call('incr','a') return 1", "0");
    server.call("MULTI");
    server.call("SET", "b", "1");
    server.call("GET", "b");
    server.call("EXEC");
    server.call("GET", "b");
    assertThat(calls())
        .containsExactly("SELECT 0", "MULTI", "set a 1", "incr a", "EXEC", "SET b 1");
  }

  @Test
  void groupsAreToldEntryByEntry() {
    server.call("XADD", "s", "1-1", "a", "1");
    server.call("XGROUP", "CREATE", "s", "g", "0");
    join();
    server.call("XREADGROUP", "GROUP", "g", "c", "STREAMS", "s", ">");
    server.call("XACK", "s", "g", "1-1");
    assertThat(calls())
        .containsExactly(
            "SELECT 0",
            "XCLAIM s g c 0 1-1 TIME "
                + in(Duration.ZERO)
                + " RETRYCOUNT 1 FORCE JUSTID LASTID 1-1",
            "XACK s g 1-1");
  }

  @Test
  void theServerTellsOfItsReplicas() {
    join();
    server.call("SET", "a", "1");
    say("REPLCONF", "ACK", "50");
    clock.advance(Duration.ofSeconds(2));
    assertThat(server.call("INFO", "replication").toString())
        .contains("connected_slaves:1", "port=6380,state=online,offset=50,lag=2", "offset:50");
    assertThat(server.call("WAIT", "1", "0")).isEqualTo(Reply.ONE);
    assertThat(server.call("CLIENT", "LIST", "TYPE", "replica").toString()).contains("flags=S");
    replica.close();
    assertThat(server.call("INFO", "replication").toString()).contains("connected_slaves:0");
  }

  @Test
  void waitEndsWhenReplicasHaveGotThere() {
    join();
    RespClient client = new RespClient(server);
    String replies = client.call("SET a 1\r\nWAIT 1 0");
    assertThat(calls()).containsExactly("SELECT 0", "SET a 1", "REPLCONF GETACK *");
    assertThat(replies).isEqualTo("+OK\r\n");
    say("REPLCONF", "ACK", "50");
    assertThat(client.output()).isEqualTo(":1\r\n");
  }

  @Test
  void aReplicaThatComesBackGetsWhatItHasMissed() {
    join();
    server.call("SET", "a", "1");
    assertThat(calls()).hasSize(2);
    String info = server.call("INFO", "replication").toString();
    String id = info.replaceAll("(?s).*master_replid:([0-9a-f]+).*", "$1");
    replica.close();
    server.call("SET", "b", "2");
    assertThat(new RespClient(server).call("PSYNC " + id + " 51"))
        .isEqualTo("+CONTINUE " + id + "\r\n*3\r\n$3\r\nSET\r\n$1\r\nb\r\n$1\r\n2\r\n");
  }

  @Test
  void aReplicaHearsNowAndThenThatTheServerIsThere() {
    join();
    clock.advance(Duration.ofSeconds(10));
    assertThat(calls()).containsExactly("ping");
  }
}
