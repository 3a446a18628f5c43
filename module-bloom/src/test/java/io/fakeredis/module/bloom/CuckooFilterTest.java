package io.fakeredis.module.bloom;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.collect.HashMultiset;
import com.google.common.collect.Multiset;
import io.fakeredis.api.Bytes;
import io.fakeredis.api.CommandException;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class CuckooFilterTest {

  private static CuckooFilter filter(int capacity, int bucketSize, int iterations, int expansion) {
    return requireNonNull(
        CuckooFilter.create(CuckooFilter.Shape.of(capacity, bucketSize, iterations, expansion)));
  }

  /** Positive numbers are added, negative ones taken away. */
  @Property(tries = 300)
  void whatWasAddedAndNotTakenAwayIsThere(
      @ForAll @Size(max = 200) List<@IntRange(min = -30, max = 30) Integer> steps,
      @ForAll @IntRange(min = 1, max = 4) int bucketSize,
      @ForAll @IntRange(min = 1, max = 4) int expansion) {
    CuckooFilter filter = filter(8, bucketSize, 5, expansion);
    Multiset<Integer> model = HashMultiset.create();
    for (int step : steps) {
      if (step >= 0) {
        filter.add(Bytes.of(step), false);
        model.add(step);
      } else if (model.remove(-step)) {
        assertThat(filter.remove(Bytes.of(-step))).isTrue();
      }
    }
    assertThat(filter.items()).isEqualTo(model.size());
    for (int item : model.elementSet()) {
      assertThat(filter.contains(Bytes.of(item))).isTrue();
      assertThat(filter.count(Bytes.of(item))).isGreaterThanOrEqualTo(model.count(item));
    }
  }

  @Property(tries = 100)
  void compactingLosesNothing(@ForAll @Size(max = 100) List<@IntRange(max = 1000) Integer> items) {
    CuckooFilter filter = filter(4, 2, 3, 1);
    items.forEach(item -> filter.add(Bytes.of(item), false));
    filter.compact(true);
    assertThat(items).allMatch(item -> filter.contains(Bytes.of(item)));
    assertThat(filter.deletes()).isZero();
  }

  @Property(tries = 100)
  void anItemThatFindsNoPlaceMovesNothing(
      @ForAll @Size(min = 30, max = 60) List<@IntRange(max = 1000) Integer> items) {
    CuckooFilter filter = filter(8, 2, 7, 0);
    for (int item : items) {
      byte[] before = filter.layers().get(0).slots().clone();
      if (filter.add(Bytes.of(item), false) == CuckooFilter.Added.FULL) {
        assertThat(filter.layers().get(0).slots()).isEqualTo(before);
      }
    }
  }

  @Test
  void uniqueItemsAreAddedOnce() {
    CuckooFilter filter = filter(1024, 2, 20, 1);
    assertThat(filter.add(Bytes.of("a"), true)).isEqualTo(CuckooFilter.Added.YES);
    assertThat(filter.add(Bytes.of("a"), true)).isEqualTo(CuckooFilter.Added.PRESENT);
    assertThat(filter.count(Bytes.of("a"))).isOne();
  }

  @Test
  void sizesArePowersOfTwo() {
    assertThat(CuckooFilter.Shape.of(100, 3, 20, 5))
        .isEqualTo(new CuckooFilter.Shape(64, 3, 20, 8));
  }

  @Property(tries = 100)
  void aDumpMakesTheSameFilter(@ForAll @Size(max = 100) List<@IntRange(max = 1000) Integer> items) {
    CuckooFilter filter = filter(4, 2, 20, 2);
    items.forEach(item -> filter.add(Bytes.of(item), false));
    CuckooFilter copy = CuckooDump.fromHeader(CuckooDump.header(filter));
    long position = CuckooDump.HEADER;
    for (CuckooDump.Chunk chunk = CuckooDump.chunk(filter, position);
        chunk != null;
        chunk = CuckooDump.chunk(filter, position)) {
      position = chunk.next();
      CuckooDump.load(copy, position, chunk.data());
    }
    Recorded payload = Recorded.of(CuckooFilterType.TYPE, filter);
    assertThat(Recorded.of(CuckooFilterType.TYPE, copy)).isEqualTo(payload);
    assertThat(Recorded.of(CuckooFilterType.TYPE, payload.load(CuckooFilterType.TYPE)))
        .isEqualTo(payload);
  }

  @Property
  void aHeaderWithAWrongByteIsRefusedOrWorks(
      @ForAll @IntRange(max = 37) int index, @ForAll byte value) {
    byte[] header = CuckooDump.header(filter(8, 2, 20, 1)).toArray();
    header[index] = value;
    try {
      CuckooFilter filter = CuckooDump.fromHeader(Bytes.wrap(header));
      filter.add(Bytes.of("item"), false);
      assertThat(filter.memory()).isPositive();
    } catch (CommandException e) {
      assertThat(e).hasMessage("Couldn't create filter!");
    }
  }

  @Property
  void chunksThatDoNotFitAreRefused(
      @ForAll long position, @ForAll @Size(min = 9, max = 20) byte[] data) {
    assertThatThrownBy(() -> CuckooDump.load(filter(8, 2, 20, 1), position, Bytes.wrap(data)))
        .hasMessage("Couldn't load chunk!");
  }

  @Test
  void unsoundPayloadsAreRefused() {
    Recorded payload = Recorded.of(CuckooFilterType.TYPE, filter(8, 2, 20, 1));
    assertThatThrownBy(() -> payload.with(0, 0L).load(CuckooFilterType.TYPE)).isNotNull();
    assertThatThrownBy(() -> payload.with(1, 3L).load(CuckooFilterType.TYPE)).isNotNull();
    assertThatThrownBy(() -> payload.with(4, 0L).load(CuckooFilterType.TYPE)).isNotNull();
    assertThatThrownBy(() -> payload.with(7, 8L).load(CuckooFilterType.TYPE)).isNotNull();
    assertThatThrownBy(() -> payload.with(8, Bytes.EMPTY).load(CuckooFilterType.TYPE)).isNotNull();
  }
}
