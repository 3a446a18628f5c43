package io.fakeredis.module.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fakeredis.api.Bytes;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonParserTest {
  private static final int SEED = 7;
  private static final int ROUNDS = 20_000;

  private static Json parse(String text) {
    return RedisJson.parser(Bytes.of(text)).whole();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "`` | EOF while parsing a value at line 1 column 0",
        "nul | EOF while parsing a value at line 1 column 3",
        "text | expected ident at line 1 column 2",
        "01 | invalid number at line 1 column 2",
        "1. | EOF while parsing a value at line 1 column 2",
        "1e400 | number out of range at line 1 column 5",
        "[1 | EOF while parsing a list at line 1 column 2",
        "[1 2] | expected `,` or `]` at line 1 column 4",
        "[1,] | trailing comma at line 1 column 4",
        "{\"a\" 1} | expected `:` at line 1 column 6",
        "{a | key must be a string at line 1 column 2",
        "\"a | EOF while parsing a string at line 1 column 2",
        "\"\\x\" | invalid escape at line 1 column 3",
        "\"\\ud83d\" | unexpected end of hex escape at line 1 column 8",
        "\"\\ude00\" | lone leading surrogate in hex escape at line 1 column 7",
        "{} x | trailing characters at line 1 column 4"
      })
  void tellsWhereTheTextIsWrong(String text, String reason) {
    assertThatThrownBy(() -> parse(text)).hasMessage(reason);
  }

  @Test
  void countsLines() {
    assertThatThrownBy(() -> parse("[1,\n2,\n x]")).hasMessage("expected value at line 3 column 2");
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "-0, -0.0",
    "18446744073709551615, 18446744073709551615",
    "18446744073709551616, 1.8446744073709552e19",
    "-9223372036854775809, -9.223372036854776e18",
    "1e2, 100.0",
    "1e15, 1000000000000000.0",
    "1e16, 1e16",
    "0.00001, 0.00001",
    "1e-6, 1e-6",
    "5e-324, 5e-324",
    "1e-400, 0.0"
  })
  void printsNumbersAsRedisJsonDoes(String text, String printed) {
    assertThat(JsonWriter.text(parse(text))).hasToString(printed);
  }

  @Test
  void readsWhatItHasWritten() {
    SplittableRandom random = new SplittableRandom(SEED);
    for (int i = 0; i < ROUNDS; i++) {
      String text = JsonWriter.text(RandomJson.value(random)).latin();
      assertThat(JsonWriter.text(RedisJson.parser(Bytes.latin(text)).whole()).latin())
          .isEqualTo(text);
    }
  }

  @Property
  void shortestDigitsReadBackAsTheSameDouble(
      @ForAll @DoubleRange(min = -1e300, max = 1e300) double value) {
    assertThat(Double.parseDouble(RustNumbers.real(value).text())).isEqualTo(value);
    assertThat(Double.parseDouble(RustNumbers.valkeyText(value))).isEqualTo(value);
  }

  @Test
  void badTextsAreErrorsAndNothingElse() {
    SplittableRandom random = new SplittableRandom(SEED);
    for (int i = 0; i < ROUNDS; i++) {
      Bytes text =
          RandomJson.text(
              random, "{", "}", "[", "]", ",", ":", "\"", "a", "\\", "\\u12", "1", "-", ".", "e",
              "true", "nul", " ", "\n", "\u00ff");
      try {
        RedisJson.parser(text).whole();
      } catch (JsonSyntaxException e) {
        assertThat(e.reason()).contains(" at line ");
      }
    }
  }

  @Test
  void nestingHasALimit() {
    assertThat(parse("[".repeat(127) + "]".repeat(127))).isInstanceOf(JsonArray.class);
    assertThatThrownBy(() -> parse("[".repeat(1_000_000)))
        .hasMessage("recursion limit exceeded at line 1 column 128");
  }
}
