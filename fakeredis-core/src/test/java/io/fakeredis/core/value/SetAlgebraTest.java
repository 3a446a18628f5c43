package io.fakeredis.core.value;

import static org.assertj.core.api.Assertions.assertThat;

import io.fakeredis.api.Bytes;
import io.fakeredis.core.value.SetValue.Encoding;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class SetAlgebraTest {

  private static SetValue set(Limits limits, Iterable<String> members) {
    SetValue set = SetValue.TYPE.create(limits);
    members.forEach(member -> set.add(Bytes.of(member)));
    return set;
  }

  private static SetValue set(Limits limits, String... members) {
    return set(limits, Arrays.asList(members));
  }

  private static List<String> texts(Iterable<Bytes> members) {
    List<String> texts = new ArrayList<>();
    members.forEach(member -> texts.add(member.toString()));
    return texts;
  }

  @Property(tries = 300)
  void agreesWithSimpleSets(
      @ForAll("versions") String version,
      @ForAll boolean stored,
      @ForAll @Size(min = 1, max = 5) List<@From("groups") Set<String>> groups) {
    Limits limits = new Limits(version).with("set-max-listpack-entries", 4);
    SetAlgebra algebra = new SetAlgebra(limits, stored);
    List<SetValue> sets = groups.stream().map(group -> set(limits, group)).toList();
    Set<String> union = new HashSet<>();
    groups.forEach(union::addAll);
    Set<String> difference = new HashSet<>(groups.get(0));
    groups.subList(1, groups.size()).forEach(difference::removeAll);
    Set<String> intersection = new HashSet<>(groups.get(0));
    groups.forEach(intersection::retainAll);
    assertThat(texts(algebra.union(sets))).containsExactlyInAnyOrderElementsOf(union);
    assertThat(texts(algebra.difference(sets))).containsExactlyInAnyOrderElementsOf(difference);
    assertThat(texts(algebra.intersection(sets))).containsExactlyInAnyOrderElementsOf(intersection);
    assertThat(algebra.estimatedUnion(sets)).isEqualTo(union.size());
  }

  @Provide
  Arbitrary<String> versions() {
    return Arbitraries.of("6.2", "7.2", "8.6");
  }

  @Provide
  Arbitrary<Set<String>> groups() {
    return Arbitraries.of("a", "b", "c", "1", "2", "3", "01").set();
  }

  @Test
  void takesAMissingKeyForAnEmptySet() {
    Limits limits = new Limits("7.2");
    SetAlgebra algebra = new SetAlgebra(limits, true);
    SetValue set = set(limits, "a", "b");
    assertThat(texts(algebra.union(Arrays.asList(null, set)))).containsExactly("a", "b");
    assertThat(texts(algebra.difference(Arrays.asList(set, null)))).containsExactly("a", "b");
    assertThat(algebra.difference(Arrays.asList(null, set))).isEmpty();
    assertThat(algebra.intersection(Arrays.asList(set, null))).isEmpty();
  }

  @Test
  void keepsTheOrderOfSmallSetsWhereTheServerDoes() {
    Limits limits = new Limits("7.2");
    SetAlgebra algebra = new SetAlgebra(limits, false);
    SetValue words = set(limits, "e", "d", "c");
    SetValue others = set(limits, "a", "c", "x");
    assertThat(texts(algebra.union(List.of(words, others))))
        .containsExactly("e", "d", "c", "a", "x");
    assertThat(texts(algebra.difference(List.of(words, others)))).containsExactly("e", "d");
  }

  @Test
  void collectsInAHashTableFrom80UnlessAllAreIntegers() {
    Limits limits = new Limits("8.0");
    SetAlgebra algebra = new SetAlgebra(limits, false);
    SetValue words = set(limits, "a");
    SetValue integers = set(limits, "1");
    assertThat(algebra.union(List.of(words)).encoding()).isEqualTo(Encoding.HASHTABLE);
    assertThat(algebra.union(List.of(integers)).encoding()).isEqualTo(Encoding.INTSET);
    assertThat(new SetAlgebra(limits, true).union(List.of(words)).encoding())
        .isEqualTo(Encoding.LISTPACK);
  }

  @Test
  void makesIntersectionsOfIntegersIntsets() {
    Limits limits = new Limits("7.2");
    SetValue mixed = set(limits, "a", "2", "1");
    SetValue others = set(limits, "b", "1", "2");
    SetValue intersection = new SetAlgebra(limits, true).intersection(List.of(mixed, others));
    assertThat(intersection.encoding()).isEqualTo(Encoding.INTSET);
    assertThat(texts(intersection)).containsExactly("1", "2");
  }
}
