package io.fakeredis.core.value;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.MathContext;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Scale;
import org.junit.jupiter.api.Test;

class TrigonometryTest {
  private static final MathContext DIGITS = new MathContext(50);
  private static final int TERMS = 60;

  /** The Taylor series, long enough to be exact: of the sine, or from the first power on. */
  private static BigDecimal series(BigDecimal first, BigDecimal angle, int power) {
    BigDecimal square = angle.multiply(angle, DIGITS);
    BigDecimal term = first;
    BigDecimal sum = first;
    for (int i = 1; i < TERMS; i++) {
      long divisor = (2L * i + power - 1) * (2L * i + power);
      term = term.multiply(square, DIGITS).divide(BigDecimal.valueOf(-divisor), DIGITS);
      sum = sum.add(term, DIGITS);
    }
    return sum;
  }

  private static BigDecimal sine(BigDecimal angle) {
    return series(angle, angle, 1);
  }

  @Property(tries = 300)
  void sinesAndCosinesAreRoundedToTheNearestDouble(
      @ForAll @DoubleRange(min = -3.14, max = 3.14) @Scale(16) double angle) {
    BigDecimal exact = new BigDecimal(angle);
    assertThat(Trigonometry.sin(angle)).isEqualTo(sine(exact).doubleValue());
    assertThat(Trigonometry.cos(angle)).isEqualTo(series(BigDecimal.ONE, exact, 0).doubleValue());
  }

  @Property(tries = 300)
  void arcSinesAreTheNearestDouble(
      @ForAll @DoubleRange(min = 1e-9, max = 0.999999) @Scale(16) double sine) {
    double angle = Trigonometry.asin(sine);
    BigDecimal exact = new BigDecimal(sine);
    assertThat(sine(between(angle, Math.nextDown(angle)))).isLessThanOrEqualTo(exact);
    assertThat(sine(between(angle, Math.nextUp(angle)))).isGreaterThanOrEqualTo(exact);
  }

  private static BigDecimal between(double a, double b) {
    return new BigDecimal(a).add(new BigDecimal(b)).divide(BigDecimal.valueOf(2), DIGITS);
  }

  @Test
  void zeroKeepsItsSign() {
    assertThat(Trigonometry.sin(0.0)).isEqualTo(0.0);
    assertThat(Double.doubleToRawLongBits(Trigonometry.sin(-0.0)))
        .isEqualTo(Double.doubleToRawLongBits(-0.0));
    assertThat(Trigonometry.cos(0.0)).isEqualTo(1.0);
    assertThat(Trigonometry.asin(1)).isEqualTo(Math.PI / 2);
  }
}
