package io.fakeredis.core.value;

import static org.assertj.core.api.Assertions.assertThat;

import io.fakeredis.api.Bytes;
import io.fakeredis.core.value.SetValue.Encoding;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SetValueTest {
  private final RandomGenerator random = new SplittableRandom(1);

  private static SetValue set(Limits limits, Object... members) {
    SetValue set = SetValue.TYPE.create(limits);
    for (Object member : members) {
      set.add(Bytes.of(member.toString()));
    }
    return set;
  }

  private static List<Bytes> contents(Iterable<Bytes> members) {
    List<Bytes> contents = new ArrayList<>();
    members.forEach(contents::add);
    return contents;
  }

  @Property(tries = 300)
  void behavesLikeAHashSet(
      @ForAll("versions") String version,
      @ForAll("fewLimits") int most,
      @ForAll @Size(max = 40) List<@From("members") Bytes> added,
      @ForAll @Size(max = 40) List<@From("members") Bytes> removed) {
    Limits limits =
        new Limits(version)
            .with("set-max-intset-entries", most)
            .with("set-max-listpack-entries", most + 2)
            .with("set-max-listpack-value", 3);
    SetValue set = SetValue.TYPE.create(limits);
    Set<Bytes> model = new HashSet<>();
    for (Bytes member : added) {
      assertThat(set.add(member)).isEqualTo(model.add(member));
      check(set, model);
    }
    for (Bytes member : removed) {
      assertThat(set.remove(member)).isEqualTo(model.remove(member));
      check(set, model);
    }
    check(SetValue.TYPE.copy(set), model);
  }

  private static void check(SetValue set, Set<Bytes> model) {
    assertThat(contents(set)).containsExactlyInAnyOrderElementsOf(model);
    assertThat(set.size()).isEqualTo(model.size());
    assertThat(model).allMatch(set::contains);
    List<Bytes> scanned = new ArrayList<>();
    long cursor = 0;
    do {
      cursor = set.scan(cursor, scanned::add);
    } while (cursor != 0);
    assertThat(scanned).containsExactlyInAnyOrderElementsOf(model);
  }

  @Provide
  Arbitrary<String> versions() {
    return Arbitraries.of("6.2", "7.0", "7.2", "8.6");
  }

  @Provide
  Arbitrary<Integer> fewLimits() {
    return Arbitraries.of(0, 1, 3, 10, 512);
  }

  @Provide
  Arbitrary<Bytes> members() {
    return Arbitraries.oneOf(
        Arbitraries.integers().between(-9, 9).map(Bytes::of),
        Arbitraries.longs().map(Bytes::of),
        Arbitraries.of("", "a", "b", "01", "-0", "+1", "abcd").map(Bytes::of));
  }

  @Test
  void ordersIntegersAndKeepsTheOrderOfFewWords() {
    Limits limits = new Limits("7.2");
    assertThat(set(limits, 3, -5, 100, 1))
        .map(Bytes::toString)
        .containsExactly("-5", "1", "3", "100");
    assertThat(set(limits, "c", "a", "b", 1))
        .map(Bytes::toString)
        .containsExactly("c", "a", "b", "1");
  }

  @Test
  void neverReturnsToASmallerEncoding() {
    SetValue set = set(new Limits("7.2"), 1, 2);
    assertThat(set.encoding()).isEqualTo(Encoding.INTSET);
    set.add(Bytes.of("a"));
    assertThat(set.encoding()).isEqualTo(Encoding.LISTPACK);
    set.add(Bytes.of("x".repeat(65)));
    assertThat(set.encoding()).isEqualTo(Encoding.HASHTABLE);
    set.remove(Bytes.of("x".repeat(65)));
    assertThat(set.encoding()).isEqualTo(Encoding.HASHTABLE);
  }

  @Test
  void choosesTheEncodingForAllThatIsToCome() {
    Limits limits = new Limits("7.2").with("set-max-intset-entries", 3);
    SetValue set = SetValue.TYPE.create(limits);
    set.expect(Bytes.of(1), 4);
    assertThat(set.encoding()).isEqualTo(Encoding.LISTPACK);
  }

  @Test
  void keepsTheWidthOfAnIntset() {
    SetValue set = set(new Limits("7.2"), 1);
    assertThat(set.integerWidth()).isEqualTo(2);
    set.add(Bytes.of(70_000));
    set.remove(Bytes.of(70_000));
    assertThat(set.integerWidth()).isEqualTo(4);
  }

  @Property(tries = 300)
  void popsAndSamplesDistinctMembers(
      @ForAll Encoding encoding,
      @ForAll @IntRange(min = 2, max = 100) int size,
      @ForAll @IntRange(min = 1, max = 100) int count) {
    SetValue set = filled(encoding, size);
    Set<Bytes> before = new HashSet<>(contents(set));
    List<Bytes> sample = set.sample(count, random);
    assertThat(sample).hasSize(Math.min(count, size)).doesNotHaveDuplicates();
    assertThat(before).containsAll(sample);
    int popCount = 1 + count % (size - 1);
    List<Bytes> popped = set.pop(popCount, random);
    assertThat(popped).hasSize(popCount).doesNotHaveDuplicates();
    before.removeAll(popped);
    assertThat(contents(set)).containsExactlyInAnyOrderElementsOf(before);
  }

  private static SetValue filled(Encoding encoding, int size) {
    SetValue set = SetValue.of(encoding, new Limits("7.2"));
    IntStream.range(0, size).forEach(i -> set.add(Bytes.of(i)));
    return set;
  }

  @ParameterizedTest
  @EnumSource
  void drawsEachMemberAsOften(Encoding encoding) {
    assertEven(set -> List.of(set.random(random)), encoding, 1);
    assertEven(set -> set.sample(2, random), encoding, 2);
    assertEven(set -> set.sample(9, random), encoding, 9);
    assertEven(set -> set.pop(3, random), encoding, 3);
    assertEven(set -> set.pop(19, random), encoding, 19);
  }

  private static void assertEven(
      Function<SetValue, List<Bytes>> draw, Encoding encoding, int drawn) {
    int size = 20;
    int rounds = 4000;
    SetValue set = filled(encoding, size);
    Map<Bytes, Integer> counts = new HashMap<>();
    for (int i = 0; i < rounds; i++) {
      draw.apply(SetValue.TYPE.copy(set)).forEach(member -> counts.merge(member, 1, Integer::sum));
    }
    double expected = (double) rounds * drawn / size;
    // in a hash table, how full the buckets are shows a little, as in Redis
    double tolerance = encoding == Encoding.HASHTABLE ? 0.6 : 0.25;
    assertThat(counts.values())
        .hasSize(size)
        .allMatch(count -> Math.abs(count - expected) <= expected * tolerance);
  }
}
