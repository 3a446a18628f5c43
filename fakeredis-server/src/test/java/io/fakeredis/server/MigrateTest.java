package io.fakeredis.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.fakeredis.FakeServer;
import io.fakeredis.api.Reply;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MigrateTest {
  private final FakeServer source = FakeServer.create();
  private final TcpFakeServer target = TcpFakeServer.start();

  @AfterEach
  void close() {
    source.close();
    target.close();
  }

  private Reply migrate(String key, String... options) {
    String[] call = {"MIGRATE", target.host(), Integer.toString(target.port()), key, "0", "2000"};
    String[] words = Arrays.copyOf(call, call.length + options.length);
    System.arraycopy(options, 0, words, call.length, options.length);
    return source.call(words);
  }

  @Test
  void keysMoveWithValueAndTimeToLive() {
    source.call("HSET", "h", "f", "v");
    source.call("SET", "s", "v", "EX", "100");
    assertThat(migrate("", "KEYS", "h", "s", "missing")).isEqualTo(Reply.OK);
    assertThat(source.call("DBSIZE")).isEqualTo(Reply.ZERO);
    assertThat(target.server().call("HGET", "h", "f")).isEqualTo(Reply.bulk("v"));
    assertThat(((Reply.Int) target.server().call("TTL", "s")).value()).isBetween(90L, 100L);
  }

  @Test
  void whatIsThereIsLeftAloneUnlessReplaced() {
    source.call("SET", "k", "new");
    target.server().call("SET", "k", "old");
    assertThat(migrate("k").toString()).contains("Target instance replied with error: BUSYKEY");
    assertThat(source.call("GET", "k")).isEqualTo(Reply.bulk("new"));
    assertThat(migrate("k", "REPLACE", "COPY")).isEqualTo(Reply.OK);
    assertThat(target.server().call("GET", "k")).isEqualTo(Reply.bulk("new"));
    assertThat(source.call("GET", "k")).isEqualTo(Reply.bulk("new"));
  }

  @Test
  void nothingToMoveIsNoError() {
    assertThat(migrate("missing")).isEqualTo(Reply.simple("NOKEY"));
  }

  @Test
  void nobodyThereIsAnError() {
    source.call("SET", "k", "v");
    target.close();
    assertThat(migrate("k"))
        .isEqualTo(Reply.error("IOERR error or timeout writing to target instance"));
  }
}
