package io.fakeredis.module.bloom;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class TDigestTest {

  private static TDigest digest(int compression) {
    return requireNonNull(TDigest.create(compression));
  }

  private static TDigest digest(int compression, List<Double> values) {
    TDigest digest = digest(compression);
    values.forEach(digest::add);
    return digest;
  }

  @Property(tries = 300)
  void quantilesAreInOrderAndWithinTheValues(
      @ForAll @Size(min = 2, max = 400) List<@DoubleRange(min = -1e6, max = 1e6) Double> values,
      @ForAll @IntRange(min = 1, max = 100) int compression) {
    TDigest digest = digest(compression, values);
    double[] quantiles = IntStream.rangeClosed(0, 50).mapToDouble(i -> i / 50.0).toArray();
    double[] answers = Arrays.stream(quantiles).map(digest::quantile).toArray();
    assertThat(answers[0]).isEqualTo(digest.min());
    assertThat(answers[50]).isEqualTo(digest.max());
    assertThat(answers).isSorted();
    assertThat(digest.size()).isEqualTo(values.size());
  }

  @Property(tries = 200)
  void partsAreBetweenNoneAndAll(
      @ForAll @Size(min = 2, max = 300) List<@DoubleRange(min = -100, max = 100) Double> values,
      @ForAll @DoubleRange(min = -120, max = 120) double value) {
    TDigest digest = digest(50, values);
    double exact = values.stream().filter(v -> v < value).count() / (double) values.size();
    assertThat(digest.cdf(value)).isBetween(0.0, 1.0).isCloseTo(exact, within(0.5));
  }

  @Property(tries = 100)
  void mergingAddsAllThatTheOtherHas(
      @ForAll @Size(max = 200) List<@DoubleRange(min = -100, max = 100) Double> first,
      @ForAll @Size(max = 200) List<@DoubleRange(min = -100, max = 100) Double> second) {
    TDigest digest = digest(20, first);
    digest.merge(digest(30, second));
    assertThat(digest.size()).isEqualTo(first.size() + second.size());
  }

  @Test
  void aDigestMayBeMergedIntoItself() {
    TDigest digest = digest(100, List.of(1.0, 2.0));
    digest.merge(digest);
    assertThat(digest.size()).isEqualTo(4);
  }

  @Test
  void oneValueIsNotEnough() {
    TDigest digest = digest(100, List.of(5.0));
    assertThat(digest.quantile(0.5)).isNaN();
    assertThat(digest.cdf(5)).isNaN();
    assertThat(digest.trimmedMean(0, 1)).isNaN();
    assertThat(digest.min()).isEqualTo(5);
  }

  @Test
  void equalValuesAreSortedWithoutDeepRecursion() {
    TDigest digest = digest(5000);
    IntStream.range(0, 40_000).forEach(i -> digest.add(1));
    assertThat(digest.quantile(0.5)).isEqualTo(1);
  }

  @Test
  void trimmedMeansLeaveOutWhatIsOutside() {
    TDigest digest = digest(100, List.of(1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0, 9.0, 100.0));
    assertThat(digest.trimmedMean(0.1, 0.9)).isEqualTo(5.5);
    assertThat(digest.trimmedMean(0, 1)).isEqualTo(14.5);
  }

  @Test
  void resettingEmpties() {
    TDigest digest = digest(100, List.of(1.0, 2.0));
    digest.reset();
    assertThat(Recorded.of(TDigestType.TYPE, digest))
        .isEqualTo(Recorded.of(TDigestType.TYPE, digest(100)));
  }

  @Test
  void whatIsTooLargeIsNotMade() {
    assertThat(TDigest.create(Integer.MAX_VALUE)).isNull();
    assertThat(TDigest.create(Double.MAX_VALUE)).isNull();
  }

  @Property(tries = 50)
  void aPayloadMakesTheSameDigest(
      @ForAll @Size(max = 300) List<@DoubleRange(min = -100, max = 100) Double> values) {
    Recorded payload = Recorded.of(TDigestType.TYPE, digest(10, values));
    assertThat(Recorded.of(TDigestType.TYPE, payload.load(TDigestType.TYPE))).isEqualTo(payload);
  }

  @Test
  void unsoundPayloadsAreRefused() {
    Recorded payload = Recorded.of(TDigestType.TYPE, digest(10, List.of(1.0, 2.0, 3.0)));
    assertThatThrownBy(() -> payload.with(0, -1.0).load(TDigestType.TYPE)).isNotNull();
    assertThatThrownBy(() -> payload.with(0, Double.NaN).load(TDigestType.TYPE)).isNotNull();
    assertThatThrownBy(() -> payload.with(3, 1L).load(TDigestType.TYPE)).isNotNull();
    assertThatThrownBy(() -> payload.with(4, 71L).load(TDigestType.TYPE)).isNotNull();
    assertThatThrownBy(() -> payload.with(5, -1L).load(TDigestType.TYPE)).isNotNull();
  }
}
