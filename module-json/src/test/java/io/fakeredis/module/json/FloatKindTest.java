package io.fakeredis.module.json;

import static org.assertj.core.api.Assertions.assertThat;

import io.fakeredis.FakeServer;
import io.fakeredis.api.Reply;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FloatKindTest {
  @AutoClose private final FakeServer server = FakeServer.builder().profile("redis:8.8").build();

  private Reply set(String value, String... options) {
    String[] words = new String[options.length + 4];
    words[0] = "JSON.SET";
    words[1] = "k";
    words[2] = "$";
    words[3] = value;
    System.arraycopy(options, 0, words, 4, options.length);
    return server.call(words);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "[0.123456789]; FP16; [[0.1235]]",
        "[0.123456789]; BF16; [[0.1235]]",
        "[0.123456789]; FP32; [[0.12345679]]",
        "[0.123456789]; FP64; [[0.123456789]]",
        "[0.1,0.2,0.3]; fp16; [[0.1,0.2,0.3]]",
        "[[1,2,3,4e3],[5,6.0]]; FP16; [[[1.0,2.0,3.0,4000.0],[5.0,6.0]]]",
        "[1.5,\"a\"]; FP16; [[1.5,\"a\"]]",
        "{\"v\":[1,-2]}; BF16; [{\"v\":[1.0,-2.0]}]",
        "[]; FP16; [[]]"
      })
  void arraysOfNumbersAreOfThatKind(String value, String kind, String stored) {
    assertThat(set(value, "FPHA", kind)).isEqualTo(Reply.OK);
    assertThat(server.call("JSON.GET", "k", "$")).isEqualTo(Reply.bulk(stored));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "[1.5,70000.0]; FP16; value out of range for F16 at line 1 column 13",
        "[-70000.0]; FP16; value out of range for F16 at line 1 column 10",
        "[1.5,1e39]; BF16; value out of range for BF16 at line 1 column 10",
        "[1.5,1e39]; FP32; value out of range for F32 at line 1 column 10"
      })
  void numbersMustNotBeTooLarge(String value, String kind, String problem) {
    assertThat(set(value, "FPHA", kind).toString()).contains(problem);
    assertThat(server.call("EXISTS", "k")).isEqualTo(Reply.ZERO);
  }

  @Test
  void isRefusedIfItMakesNoSense() {
    assertThat(set("[1]", "FPHA", "FP8")).isEqualTo(Reply.error("ERR invalid FPHA type"));
    assertThat(set("[1]", "FPHA"))
        .isEqualTo(Reply.error("ERR wrong number of arguments for 'json.set' command"));
    try (FakeServer older = FakeServer.builder().profile("redis:8.6").build()) {
      assertThat(older.call("JSON.SET", "k", "$", "[1]", "FPHA", "FP16"))
          .isEqualTo(Reply.error("ERR syntax error"));
    }
  }

  @ParameterizedTest
  @CsvSource({"2, 63", "2, -1", "1, -1", "1, 4294967296", "-2, 64"})
  void powersThatAreTooLargeAreRefused(String base, String exponent) {
    set(base);
    assertThat(server.call("JSON.NUMPOWBY", "k", "$", exponent))
        .isEqualTo(Reply.error("ERR numeric overflow"));
  }

  @ParameterizedTest
  @CsvSource({"2, 62, 4611686018427387904", "-2, 63, -9223372036854775808", "-1, 4294967295, -1"})
  void otherPowersAreNot(String base, String exponent, String power) {
    set(base);
    server.call("JSON.NUMPOWBY", "k", "$", exponent);
    assertThat(server.call("JSON.GET", "k")).isEqualTo(Reply.bulk(power));
  }
}
