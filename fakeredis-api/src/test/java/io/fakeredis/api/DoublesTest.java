package io.fakeredis.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DoublesTest {

  @ParameterizedTest
  @CsvSource({
    "0.1, 0.10000000000000001, 0.1",
    "3, 3, 3",
    "-1.5, -1.5, -1.5",
    "1e17, 1e+17, 100000000000000000",
    "1e20, 1e+20, 1e+20",
    "1e-6, 9.9999999999999995e-07, 0.000001",
    "1e-7, 9.9999999999999995e-08, 1e-7",
    "1.5e-5, 1.5e-05, 0.000015",
    "36717.442454, 36717.442454000004, 3.6717442454000004e+4",
    "4611686018427387904, 4.6116860184273879e+18, 4611686018427387904",
    "9223372036854775808, 9.2233720368547758e+18, 9223372036854776000",
    "1.7976931348623157e308, 1.7976931348623157e+308, 1.7976931348623157e+308",
    "5e-324, 4.9406564584124654e-324, 5e-324",
    "-Infinity, -inf, -inf",
    "NaN, nan, nan",
    "-0.0, -0, -0"
  })
  void writes(double value, String seventeenDigits, String shortest) {
    assertThat(Doubles.seventeenDigits(value)).isEqualTo(seventeenDigits);
    assertThat(Doubles.shortest(value)).isEqualTo(shortest);
  }

  @Property
  void bothFormsReadBackAsTheSameDouble(@ForAll long bits) {
    Double value = Double.longBitsToDouble(bits);
    assertThat(Doubles.parse(Bytes.of(Doubles.shortest(value)))).isEqualTo(value);
    assertThat(Doubles.parse(Bytes.of(Doubles.seventeenDigits(value)))).isEqualTo(value);
  }

  @Property
  void seventeenDigitsAreRoundedExactly(@ForAll int thousandths, @ForAll byte power) {
    double value = thousandths / 1000.0 * Math.pow(10, power % 30);
    BigDecimal exact = new BigDecimal(value).round(new MathContext(17, RoundingMode.HALF_EVEN));
    assertThat(new BigDecimal(Doubles.seventeenDigits(value))).isEqualByComparingTo(exact);
  }

  @ParameterizedTest
  @CsvSource({
    "0x10, 16",
    "0x1p4, 16",
    "-0x.8, -0.5",
    "1., 1",
    ".5, 0.5",
    "+1E3, 1000",
    "00012, 12",
    "inf, Infinity",
    "-INFINITY, -Infinity",
    "123456789012345678901, 1.2345678901234568e20",
    "0.000000000000000000000000000001, 1e-30",
    "0e999, 0",
    "4.9e-324, 4.9e-324"
  })
  void readsWhatCReads(String text, double value) {
    assertThat(Doubles.parse(Bytes.of(text))).isEqualTo(value);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " 1",
        "1 ",
        "+",
        ".",
        "e5",
        "1e",
        "1e+",
        "1x",
        "1,5",
        "--1",
        "0x",
        "0x.",
        "0x1p",
        "1f",
        "nan",
        "in",
        "infinit",
        "1e400",
        "1e-400",
        "0x1p-2000",
        "x10"
      })
  void refusesWhatRedisRefuses(String text) {
    assertThat(Doubles.parse(Bytes.of(text))).isNaN();
  }

  @ParameterizedTest
  @CsvSource({"1e400, Infinity", "-1e400, -Infinity", "1e-400, 0"})
  void strtodGoesToTheLimits(String text, double value) {
    assertThat(Doubles.strtod(Bytes.of(text))).isEqualTo(value);
  }
}
