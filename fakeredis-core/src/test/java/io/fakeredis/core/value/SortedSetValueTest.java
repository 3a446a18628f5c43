package io.fakeredis.core.value;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.fakeredis.api.Bytes;
import io.fakeredis.core.value.SortedSetValue.Member;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class SortedSetValueTest {
  private static final Comparator<Map.Entry<Bytes, Double>> BY_SCORE =
      Map.Entry.<Bytes, Double>comparingByValue().thenComparing(Map.Entry.comparingByKey());

  private static Limits limits(int mostEntries) {
    return new Limits("8.2")
        .with("zset-max-listpack-entries", mostEntries)
        .with("zset-max-listpack-value", 5);
  }

  /** What is done to a sorted set and to its model: a member without a score is removed. */
  private record Step(Bytes name, boolean removes, double score) {}

  @Property(tries = 500)
  void behavesLikeASortedList(
      @ForAll @IntRange(max = 6) int mostEntries,
      @ForAll @Size(max = 80) List<@From("steps") Step> steps) {
    Limits limits = limits(mostEntries);
    SortedSetValue set = SortedSetValue.TYPE.create(limits);
    Map<Bytes, Double> model = new HashMap<>();
    for (Step step : steps) {
      Member member = set.get(step.name());
      if (!step.removes()) {
        set.put(step.name(), step.score(), limits);
        model.put(step.name(), step.score());
      } else if (member != null) {
        set.remove(member);
        model.remove(step.name());
      }
    }
    check(set, model);
    check(SortedSetValue.TYPE.copy(set), model);
  }

  @Property(tries = 200)
  void rangesAreRemovedByRank(
      @ForAll @Size(max = 60) List<@From("steps") Step> steps,
      @ForAll @IntRange(max = 20) int from,
      @ForAll @IntRange(max = 20) int count) {
    Limits limits = limits(4);
    SortedSetValue set = SortedSetValue.TYPE.create(limits);
    Map<Bytes, Double> model = new HashMap<>();
    for (Step step : steps) {
      set.put(step.name(), step.score(), limits);
      model.put(step.name(), step.score());
    }
    List<Map.Entry<Bytes, Double>> sorted = sorted(model);
    int first = Math.min(from, sorted.size());
    int end = Math.min(first + count, sorted.size());
    set.removeRange(first, end);
    sorted.subList(first, end).forEach(entry -> model.remove(entry.getKey()));
    check(set, model);
  }

  @Property(tries = 10)
  void largeSetsGrowAndShrinkInOrder(
      @ForAll Random random, @ForAll @IntRange(min = 1, max = 6000) int most) {
    Limits limits = limits(0);
    SortedSetValue set = SortedSetValue.TYPE.create(limits);
    Map<Bytes, Double> model = new HashMap<>();
    for (int i = 0; i < 3 * most; i++) {
      Bytes name = Bytes.of(random.nextInt(most));
      double score = random.nextInt(1 + most / 3);
      set.put(name, score, limits);
      model.put(name, score);
    }
    check(set, model);
    while (!set.isEmpty()) {
      for (int i = set.size() * 2 / 3; i >= 0; i--) {
        Member member = requireNonNull(set.at(random.nextInt(set.size())));
        set.remove(member);
        model.remove(member.key());
      }
      check(set, model);
    }
  }

  @Property(tries = 5)
  void scoresMayRiseOrFall(@ForAll boolean rising, @ForAll @IntRange(max = 9000) int count) {
    Limits limits = limits(0);
    SortedSetValue set = SortedSetValue.TYPE.create(limits);
    Map<Bytes, Double> model = new HashMap<>();
    for (int i = 0; i < count; i++) {
      double score = rising ? i : -i;
      set.put(Bytes.of(i), score, limits);
      model.put(Bytes.of(i), score);
    }
    check(set, model);
  }

  private static List<Map.Entry<Bytes, Double>> sorted(Map<Bytes, Double> model) {
    List<Map.Entry<Bytes, Double>> entries = new ArrayList<>(model.entrySet());
    entries.sort(BY_SCORE);
    return entries;
  }

  private static void check(SortedSetValue set, Map<Bytes, Double> model) {
    List<Map.Entry<Bytes, Double>> expected = sorted(model);
    assertThat(set.size()).isEqualTo(expected.size());
    int rank = 0;
    for (Member member : set) {
      Map.Entry<Bytes, Double> entry = expected.get(rank);
      assertThat(member.key()).isEqualTo(entry.getKey());
      assertThat(member.score()).isEqualTo(entry.getValue());
      assertThat(set.rank(member)).isEqualTo(rank);
      assertThat(set.at(rank)).isSameAs(member);
      assertThat(set.get(member.key())).isSameAs(member);
      rank++;
    }
    assertThat(rank).isEqualTo(expected.size());
    checkBackwards(set, expected);
    for (double bound = -3; bound < 4; bound++) {
      double limit = bound;
      long below = model.values().stream().filter(score -> score < limit).count();
      assertThat(set.countWhile(member -> member.score() < limit)).isEqualTo((int) below);
    }
  }

  private static void checkBackwards(SortedSetValue set, List<Map.Entry<Bytes, Double>> expected) {
    int rank = expected.size();
    Iterator<Member> members = set.downFrom(rank - 1);
    while (members.hasNext()) {
      rank--;
      assertThat(members.next().key()).isEqualTo(expected.get(rank).getKey());
    }
    assertThat(rank).isZero();
  }

  @Test
  void sortPassesToTheSkipList() {
    Limits limits = limits(3);
    SortedSetValue set = SortedSetValue.TYPE.create(limits);
    set.put(Bytes.of("a"), 1, limits);
    assertThat(set.isListpack()).isTrue();
    set.unpack();
    assertThat(SortedSetValue.TYPE.encoding(set, limits)).isEqualTo("skiplist");
  }

  @Provide
  Arbitrary<Step> steps() {
    Arbitrary<Bytes> names =
        Arbitraries.strings().withCharRange('a', 'e').ofMaxLength(2).map(Bytes::of);
    Arbitrary<Double> scores =
        Arbitraries.of(-1.0, 0.0, 0.5, 1.0, 1.5, 2.0, 3.0, Double.NEGATIVE_INFINITY, 1e300);
    Arbitrary<Boolean> removes = Arbitraries.of(true, false, false);
    return Combinators.combine(names, removes, scores).as(Step::new);
  }
}
