package io.fakeredis.core.script.lua;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NumberTextTest {

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "-0.0, -0",
    "1e14, 1e+14",
    "99999999999999, 99999999999999",
    "123456789012345, 1.2345678901234e+14",
    "0.1, 0.1",
    "0.0001, 0.0001",
    "0.00001, 1e-05",
    "5e-324, 4.9406564584125e-324",
    "1.7976931348623157e308, 1.7976931348623e+308",
    "2e-3, 0.002",
    "Infinity, inf",
    "-Infinity, -inf"
  })
  void numbersPrintWith14Digits(double number, String text) {
    assertThat(NumberText.format(number)).isEqualTo(text);
  }

  @Test
  void whatPrintsIsTheCorrectlyRoundedValue() {
    Random random = new Random(7);
    for (int i = 0; i < 20_000; i++) {
      double number = Double.longBitsToDouble(random.nextLong());
      if (!Double.isNaN(number) && !Double.isInfinite(number)) {
        BigDecimal exact = new BigDecimal(number);
        BigDecimal rounded = exact.round(new MathContext(14, RoundingMode.HALF_EVEN));
        assertThat(new BigDecimal(NumberText.format(number))).isEqualByComparingTo(rounded);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "'0x10', 16",
    "' 5. ', 5",
    "'.5e1', 5",
    "'0x1p4', 16",
    "'1e400', Infinity",
    "'-inf', -Infinity",
    "'0xffffffffffffffffff', 4722366482869645213696"
  })
  void textReadsAsAnyNumberOfC(String text, double number) {
    assertThat(NumberText.parse(LuaString.of(text))).isEqualTo(number);
  }

  @ParameterizedTest
  @CsvSource({"''", "' '", "0x", "1e", "5a", "'- 5'", "."})
  void otherTextIsNoNumber(String text) {
    assertThat(NumberText.parse(LuaString.of(text))).isNull();
  }

  @Test
  void nanKeepsTheSignThatItWouldHaveOnX86() {
    LuaWorld world = new LuaWorld(LuaWorld.REDIS_7_0);
    String script =
        "local r = '' for i = 1, 20000 do local z = 0 r = tostring(z / z) .. tostring(-(z / z))"
            + " .. tostring(math.huge - math.huge) .. tostring(math.sqrt(-1)) end return r";
    assertThat(world.text(script)).isEqualTo("-nannan-nan-nan");
  }
}
