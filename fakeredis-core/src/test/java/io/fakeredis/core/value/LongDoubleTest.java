package io.fakeredis.core.value;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.fakeredis.api.Bytes;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LongDoubleTest {

  /** Sums that real servers reply on x86. */
  @ParameterizedTest
  @CsvSource({
    "10.50, 0.1, 10.6",
    "5.0e3, 2.0e2, 5200",
    "0.1, 0.2, 0.3",
    "5000, 0.1, 5000.10000000000000009",
    "3.0, 1.000000000000000005, 4.00000000000000001",
    "0, 0.1234567890123456789, 0.12345678901234568",
    "0, 5e-18, 0",
    "0, 1e-17, 0.00000000000000001",
    "1e20, 1, 100000000000000000000",
    "9223372036854775807, 1, 9223372036854775808",
    "0x10, 0x.8p1, 17",
    "-0, 0, 0",
    "0, -1e-20, 0",
    "1, -1, 0"
  })
  void adds(String a, String b, String sum) {
    assertThat(parsed(a).plus(parsed(b))).hasToString(sum);
  }

  @ParameterizedTest
  @CsvSource({"1e4932, 1e4932, inf", "-1e4932, -1e4932, -inf"})
  void overflows(String a, String b, String sum) {
    assertThat(parsed(a).plus(parsed(b)).isFinite()).isFalse();
    assertThat(parsed(a).plus(parsed(b))).hasToString(sum);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " 1",
        "1 ",
        "nan",
        "1x",
        "1e5000",
        "1e-5000",
        "1e-4951",
        "1e99999999999",
        "0x1p-16446"
      })
  void refuses(String text) {
    assertThat(LongDouble.parse(Bytes.of(text))).isNull();
  }

  private static LongDouble parsed(String text) {
    return requireNonNull(LongDouble.parse(Bytes.of(text)));
  }
}
