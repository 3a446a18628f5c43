package io.fakeredis;

import static org.assertj.core.api.Assertions.assertThat;

import io.fakeredis.api.Reply;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** INCREX, which no recorded server has. */
class BoundedIncrementTest {
  private final FakeServer server = FakeServer.builder().profile("redis:8.8").build();

  @AfterEach
  void close() {
    server.close();
  }

  private String increx(String words) {
    return text(server.call(("INCREX " + words).split(" ", -1)));
  }

  private static String text(Reply reply) {
    if (reply instanceof Reply.Array array) {
      return array.items().stream()
          .map(BoundedIncrementTest::text)
          .collect(Collectors.joining(" "));
    }
    if (reply instanceof Reply.Int number) {
      return Long.toString(number.value());
    }
    if (reply instanceof Reply.Double number) {
      return number.text();
    }
    return reply instanceof Reply.Error error ? error.message() : reply.toString();
  }

  @Test
  void countsFromZero() {
    assertThat(increx("c")).isEqualTo("1 1");
    assertThat(increx("c BYINT -5")).isEqualTo("-4 -5");
    assertThat(increx("f BYFLOAT 1.5")).isEqualTo("1.5 1.5");
  }

  @Test
  void leavesBoundsOnlyWhenItMay() {
    assertThat(increx("c BYINT 5 UBOUND 4")).isEqualTo("0 0");
    assertThat(text(server.call("EXISTS", "c"))).isEqualTo("0");
    assertThat(increx("c BYINT 5 UBOUND 4 SATURATE")).isEqualTo("4 4");
    assertThat(increx("c BYINT 9223372036854775807")).isEqualTo("4 0");
    assertThat(increx("c BYINT 9223372036854775807 SATURATE"))
        .isEqualTo("9223372036854775807 9223372036854775803");
    assertThat(increx("f BYFLOAT -1 LBOUND -0.25 SATURATE")).isEqualTo("-0.25 -0.25");
  }

  @Test
  void expiresOnceWithEnx() {
    increx("c EX 100 ENX");
    increx("c EX 500 ENX");
    assertThat(text(server.call("TTL", "c"))).isEqualTo("100");
    increx("c PERSIST");
    assertThat(text(server.call("TTL", "c"))).isEqualTo("-1");
  }

  @Test
  void refusesWhatContradictsItself() {
    assertThat(increx("c LBOUND 2 UBOUND 1")).isEqualTo("ERR LBOUND can't be greater than UBOUND");
    assertThat(increx("c ENX")).isEqualTo("ERR ENX flag requires an expiration");
    assertThat(increx("c BYINT 1 BYFLOAT 1")).isEqualTo("ERR syntax error");
  }
}
