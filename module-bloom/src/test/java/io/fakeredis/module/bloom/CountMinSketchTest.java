package io.fakeredis.module.bloom;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.collect.HashMultiset;
import com.google.common.collect.Multiset;
import io.fakeredis.api.Bytes;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class CountMinSketchTest {
  private static final Bytes ITEM = Bytes.of("item");

  private static CountMinSketch sketch(int width, int depth) {
    return requireNonNull(CountMinSketch.create(width, depth));
  }

  @Property(tries = 200)
  void countsAreNeverTooLow(
      @ForAll List<@IntRange(max = 50) Integer> items,
      @ForAll @IntRange(min = 1, max = 20) int width,
      @ForAll @IntRange(min = 1, max = 5) int depth) {
    CountMinSketch sketch = sketch(width, depth);
    Multiset<Integer> model = HashMultiset.create(items);
    items.forEach(item -> sketch.add(Bytes.of(item), 1));
    assertThat(sketch.total()).isEqualTo(items.size());
    assertThat(model.elementSet())
        .allMatch(item -> sketch.count(Bytes.of(item)) >= model.count(item));
  }

  @Property(tries = 100)
  void aMergedSketchIsTheSketchOfAll(
      @ForAll List<@IntRange(max = 50) Integer> first,
      @ForAll List<@IntRange(max = 50) Integer> second) {
    CountMinSketch a = sketch(7, 3);
    CountMinSketch b = sketch(7, 3);
    CountMinSketch all = sketch(7, 3);
    first.forEach(item -> a.add(Bytes.of(item), 1));
    second.forEach(item -> b.add(Bytes.of(item), 1));
    first.forEach(item -> all.add(Bytes.of(item), 3));
    second.forEach(item -> all.add(Bytes.of(item), 2));
    a.merge(List.of(a, b), List.of(3L, 2L));
    assertThat(a.counters()).isEqualTo(all.counters());
    assertThat(a.total()).isEqualTo(all.total());
  }

  @Test
  void countersStopAtTheLargestNumberOfFourBytes() {
    CountMinSketch sketch = sketch(10, 2);
    assertThat(sketch.add(ITEM, 4_000_000_000L)).isEqualTo(4_000_000_000L);
    assertThat(sketch.add(ITEM, Long.MAX_VALUE)).isEqualTo(CountMinSketch.LARGEST_COUNT);
    assertThat(sketch.count(ITEM)).isEqualTo(CountMinSketch.LARGEST_COUNT);
  }

  @Test
  void aSumThatDoesNotFitChangesNothing() {
    CountMinSketch sketch = sketch(10, 2);
    sketch.add(ITEM, 3);
    for (long weight : new long[] {-1, 2_000_000_000, Long.MAX_VALUE}) {
      assertThatExceptionOfType(ArithmeticException.class)
          .isThrownBy(() -> sketch.merge(List.of(sketch), List.of(weight)));
    }
    assertThat(sketch.count(ITEM)).isEqualTo(3);
  }

  @Test
  void whatIsTooLargeIsNotMade() {
    assertThat(CountMinSketch.create(Long.MAX_VALUE, 1)).isNull();
    assertThat(CountMinSketch.create(1L << 32, 1L << 32)).isNull();
  }

  @Property(tries = 50)
  void aPayloadMakesTheSameSketch(@ForAll List<Integer> items) {
    CountMinSketch sketch = sketch(7, 3);
    items.forEach(item -> sketch.add(Bytes.of(item), 1_000_000_000));
    Recorded payload = Recorded.of(CountMinSketchType.TYPE, sketch);
    assertThat(Recorded.of(CountMinSketchType.TYPE, payload.load(CountMinSketchType.TYPE)))
        .isEqualTo(payload);
  }

  @Test
  void unsoundPayloadsAreRefused() {
    Recorded payload = Recorded.of(CountMinSketchType.TYPE, sketch(7, 3));
    assertThatThrownBy(() -> payload.with(0, 8L).load(CountMinSketchType.TYPE)).isNotNull();
    assertThatThrownBy(() -> payload.with(0, 0L).load(CountMinSketchType.TYPE)).isNotNull();
    assertThatThrownBy(() -> payload.with(1, Long.MAX_VALUE).load(CountMinSketchType.TYPE))
        .isNotNull();
    assertThatThrownBy(() -> payload.with(3, Bytes.of("x")).load(CountMinSketchType.TYPE))
        .isNotNull();
  }
}
