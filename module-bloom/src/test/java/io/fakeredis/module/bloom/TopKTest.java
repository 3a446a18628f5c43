package io.fakeredis.module.bloom;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.collect.HashMultiset;
import com.google.common.collect.Multiset;
import com.google.common.collect.Multisets;
import io.fakeredis.api.Bytes;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class TopKTest {
  private final RandomGenerator random = new SplittableRandom(1);

  private static TopK list(int k, int width, int depth, double decay) {
    return requireNonNull(TopK.create(new TopK.Shape(k, width, depth, decay)));
  }

  @Property(tries = 200)
  void listsWhatWasCountedMostWhereBucketsAreNotShared(
      @ForAll @Size(max = 200) List<@IntRange(max = 9) Integer> items,
      @ForAll @IntRange(min = 1, max = 12) int k) {
    TopK list = list(k, 2000, 5, 0.9);
    Multiset<Integer> model = HashMultiset.create(items);
    items.forEach(item -> list.add(Bytes.of(item), 1, random));
    assertThat(list.leaders())
        .extracting(TopK.Leader::count)
        .containsExactlyElementsOf(
            Multisets.copyHighestCountFirst(model).entrySet().stream()
                .limit(k)
                .map(entry -> (long) entry.getCount())
                .toList());
    assertThat(model.elementSet())
        .allMatch(item -> list.count(Bytes.of(item)) == model.count(item));
  }

  @Property(tries = 200)
  void staysInOrderWhereBucketsAreShared(
      @ForAll @Size(max = 200) List<@IntRange(max = 30) Integer> items) {
    TopK list = list(4, 3, 2, 0.5);
    items.forEach(item -> list.add(Bytes.of(item), 2, random));
    assertThat(list.leaders())
        .isSortedAccordingTo(Comparator.comparingLong(TopK.Leader::count).reversed())
        .doesNotHaveDuplicates();
    assertThat(list.leaders()).allMatch(leader -> list.isListed(requireNonNull(leader.item())));
  }

  @Test
  void tellsWhoHadToLeave() {
    TopK list = list(1, 100, 5, 0.9);
    assertThat(list.add(Bytes.of("a"), 1, random)).isNull();
    assertThat(list.add(Bytes.of("b"), 2, random)).isEqualTo(Bytes.of("a"));
    assertThat(list.add(Bytes.of("b"), 1, random)).isNull();
  }

  @Test
  void whatIsTooLargeIsNotMade() {
    assertThat(TopK.create(new TopK.Shape(1, 0xffffffffL, 0xffffffffL, 0.9))).isNull();
    assertThat(TopK.create(new TopK.Shape(0xffffffffL, 1, 1, 0.9))).isNull();
  }

  @Property(tries = 50)
  void aPayloadMakesTheSameList(@ForAll @Size(max = 50) List<@IntRange(max = 9) Integer> items) {
    TopK list = list(4, 20, 3, 0.9);
    items.forEach(item -> list.add(Bytes.of(item), 1, random));
    Recorded payload = Recorded.of(TopKType.TYPE, list);
    TopK copy = payload.load(TopKType.TYPE);
    assertThat(Recorded.of(TopKType.TYPE, copy)).isEqualTo(payload);
    assertThat(copy.leaders()).isEqualTo(list.leaders());
  }

  @Test
  void unsoundPayloadsAreRefused() {
    Recorded payload = Recorded.of(TopKType.TYPE, list(2, 3, 4, 0.9));
    assertThatThrownBy(() -> payload.with(0, 3L).load(TopKType.TYPE)).isNotNull();
    assertThatThrownBy(() -> payload.with(1, 0L).load(TopKType.TYPE)).isNotNull();
    assertThatThrownBy(() -> payload.with(1, Long.MAX_VALUE).load(TopKType.TYPE)).isNotNull();
    assertThatThrownBy(() -> payload.with(5, Bytes.EMPTY).load(TopKType.TYPE)).isNotNull();
  }
}
