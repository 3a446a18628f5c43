package io.fakeredis.module.timeseries;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class ChunkTest {
  private static final SeriesOptions COMPRESSED =
      new SeriesOptions(0, 64, true, DuplicatePolicy.NONE, 0, 0, List.of());
  private static final SeriesOptions PLAIN =
      new SeriesOptions(0, 64, false, DuplicatePolicy.NONE, 0, 0, List.of());

  /** Steps of all sizes, and values that have much, little or nothing in common. */
  @Provide
  Arbitrary<List<Sample>> samples() {
    Arbitrary<Long> steps =
        Arbitraries.oneOf(
            Arbitraries.just(10L),
            Arbitraries.longs().between(1, 100),
            Arbitraries.longs().between(1, 1L << 40));
    Arbitrary<Double> values =
        Arbitraries.oneOf(
            Arbitraries.just(1.0),
            Arbitraries.integers().between(-5, 5).map(i -> (double) i),
            Arbitraries.longs().map(Double::longBitsToDouble));
    return Combinators.combine(steps, values)
        .as(Sample::new)
        .list()
        .ofMaxSize(60)
        .map(ChunkTest::added);
  }

  private static List<Sample> added(List<Sample> steps) {
    List<Sample> samples = new ArrayList<>();
    long time = 0;
    for (Sample step : steps) {
      time += step.time();
      samples.add(new Sample(time, step.value()));
    }
    return samples;
  }

  @Property
  void holdsWhatItTakes(@ForAll("samples") List<Sample> samples, @ForAll boolean compressed) {
    Chunk chunk = Chunk.empty(compressed ? COMPRESSED : PLAIN);
    int taken = 0;
    while (taken < samples.size() && chunk.append(samples.get(taken))) {
      taken++;
    }
    assertThat(chunk.samples()).isEqualTo(samples.subList(0, taken));
    assertThat(chunk.count()).isEqualTo(taken);
    assertThat(chunk.size()).isEqualTo(64);
    assertThat(chunk.firstTime()).isEqualTo(taken == 0 ? 0 : samples.get(0).time());
    assertThat(chunk.last()).isEqualTo(taken == 0 ? null : samples.get(taken - 1));
  }

  @Property
  void growsIfItMust(@ForAll("samples") List<Sample> samples, @ForAll boolean compressed) {
    Chunk chunk = Chunk.empty(compressed ? COMPRESSED : PLAIN).with(samples);
    assertThat(chunk.samples()).isEqualTo(samples);
    assertThat(chunk.size()).isGreaterThanOrEqualTo(64);
  }

  @Property
  void partsAreNoLargerThanTheyNeedToBe(
      @ForAll("samples") List<Sample> samples, @ForAll boolean compressed) {
    Chunk whole = Chunk.empty(compressed ? COMPRESSED : PLAIN).with(samples);
    int half = samples.size() / 2;
    Chunk first = whole.part(0, half);
    assertThat(first.samples()).isEqualTo(samples.subList(0, half));
    assertThat(whole.part(half, samples.size()).samples())
        .isEqualTo(samples.subList(half, samples.size()));
    assertThat(first.size()).isLessThanOrEqualTo(Math.max(64, whole.size()));
  }

  @Property
  void copiesShareNothing(@ForAll("samples") List<Sample> samples, @ForAll boolean compressed) {
    Chunk chunk = Chunk.empty(compressed ? COMPRESSED : PLAIN).with(samples);
    Chunk copy = chunk.copy();
    long time = samples.isEmpty() ? 1 : samples.get(samples.size() - 1).time() + 1;
    copy.grow();
    copy.append(new Sample(time, 17));
    assertThat(chunk.samples()).isEqualTo(samples);
    assertThat(copy.samples()).hasSize(samples.size() + 1);
  }

  @Test
  void regularSamplesTakeTwoBits() {
    Chunk chunk = Chunk.empty(COMPRESSED);
    long time = 0;
    while (chunk.append(new Sample(time, 1))) {
      time++;
    }
    // the first is kept beside the bits, the second says how large the step is
    assertThat(chunk.count()).isEqualTo(1 + 1 + (64 * 8 - 8) / 2);
  }
}
