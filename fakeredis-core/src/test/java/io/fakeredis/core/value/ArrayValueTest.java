package io.fakeredis.core.value;

import static org.assertj.core.api.Assertions.assertThat;

import io.fakeredis.api.Bytes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.stream.LongStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ArrayValueTest {
  private static final long LAST = -2;

  private static Limits limits() {
    return new Limits("8.8")
        .with("array-slice-size", 256)
        .with("array-sparse-kmax", 6)
        .with("array-sparse-kmin", 3);
  }

  private static ArrayValue array() {
    return ArrayValue.TYPE.create(limits());
  }

  /** Something that is done to an array between two indexes. */
  private record Step(String what, long from, long to) {
    void apply(ArrayValue array, NavigableMap<Long, Bytes> model) {
      List<Bytes> elements = LongStream.rangeClosed(0, to & 31).mapToObj(Bytes::of).toList();
      switch (what) {
        case "set" -> {
          array.set(from, elements.get(0));
          model.put(from, elements.get(0));
        }
        case "setAll" -> {
          if (Long.compareUnsigned(from, LAST - 40) < 0) {
            array.setAll(from, elements);
            for (int i = 0; i < elements.size(); i++) {
              model.put(from + i, elements.get(i));
            }
          }
        }
        case "remove" -> assertThat(array.remove(from)).isEqualTo(model.remove(from) != null);
        default -> {
          long low = Long.compareUnsigned(from, to) < 0 ? from : to;
          NavigableMap<Long, Bytes> range = model.subMap(low, true, from == low ? to : from, true);
          assertThat(array.removeRange(from, to)).isEqualTo(range.size());
          range.clear();
        }
      }
    }
  }

  @Property(tries = 500)
  void agreesWithASimpleMap(
      @ForAll @Size(max = 60) List<@From("steps") Step> steps,
      @ForAll("indexes") long from,
      @ForAll("indexes") long to) {
    ArrayValue array = array();
    NavigableMap<Long, Bytes> model = new TreeMap<>(Long::compareUnsigned);
    for (Step step : steps) {
      step.apply(array, model);
      assertThat(array.count()).isEqualTo(model.size());
      assertThat(array.length()).isEqualTo(model.isEmpty() ? 0 : model.lastKey() + 1);
    }
    assertThat(elements(array, 0, LAST)).isEqualTo(List.copyOf(model.entrySet()));
    boolean forwards = Long.compareUnsigned(from, to) <= 0;
    NavigableMap<Long, Bytes> range =
        forwards
            ? model.subMap(from, true, to, true)
            : model.subMap(to, true, from, true).descendingMap();
    assertThat(elements(array, from, to)).isEqualTo(List.copyOf(range.entrySet()));
    assertThat(array.bytes()).isEqualTo(array.copy().bytes());
    array.removeRange(LAST, 0);
    assertThat(array.bytes()).isLessThan(200);
  }

  @Provide
  Arbitrary<Step> steps() {
    return Combinators.combine(
            Arbitraries.of("set", "set", "setAll", "setAll", "remove", "removeRange"),
            indexes(),
            indexes())
        .as(Step::new);
  }

  @Provide
  Arbitrary<Long> indexes() {
    return Arbitraries.oneOf(
        Arbitraries.longs().between(0, 40),
        Arbitraries.longs().between(0, 1000),
        Arbitraries.longs().between(520_000, 530_000),
        Arbitraries.longs().between(LAST - 1000, LAST));
  }

  private static List<Map.Entry<Long, Bytes>> elements(ArrayValue array, long from, long to) {
    List<Map.Entry<Long, Bytes>> elements = new ArrayList<>();
    array.forEach(from, to, (index, element) -> elements.add(Map.entry(index, element)));
    return elements;
  }

  /** What a ring holds, the oldest element first, if its size changes from time to time. */
  @Property(tries = 500)
  void ringKeepsTheNewest(
      @ForAll @Size(max = 30) List<@From("sizes") Integer> sizes,
      @ForAll @Size(min = 30, max = 30) List<@From("sizes") Integer> counts) {
    ArrayValue array = array();
    List<Bytes> model = new ArrayList<>();
    int next = 0;
    for (int i = 0; i < sizes.size(); i++) {
      List<Bytes> elements = new ArrayList<>();
      for (int j = 0; j < counts.get(i); j++) {
        elements.add(Bytes.of(next++));
      }
      array.insertInRing(sizes.get(i), elements);
      model.addAll(elements);
      while (model.size() > sizes.get(i)) {
        model.remove(0);
      }
      List<@Nullable Bytes> newest = array.newest((int) array.length());
      Collections.reverse(newest);
      assertThat(newest).isEqualTo(model);
    }
  }

  @Provide
  Arbitrary<Integer> sizes() {
    return Arbitraries.integers().between(1, 9);
  }

  @Test
  void growsDenseWhereItIsFull() {
    ArrayValue array = array();
    for (int i = 0; i < 6; i++) {
      array.set(10 * i, Bytes.of(i));
    }
    assertThat(array.figures(false)).isEqualTo(new ArrayValue.SliceFigures(1, 6, 6));
    array.set(70, Bytes.of(7));
    assertThat(array.figures(true)).isEqualTo(new ArrayValue.SliceFigures(1, 7, 128));
    array.removeRange(20, 100);
    assertThat(array.figures(false)).isEqualTo(new ArrayValue.SliceFigures(1, 2, 3));
  }

  @Test
  void keepsItsTableSmall() {
    ArrayValue array = array();
    array.set(256 * 5, Bytes.of(1));
    assertThat(array.directorySize()).isEqualTo(8);
    array.set(0, Bytes.of(1));
    array.remove(256 * 5);
    assertThat(array.directorySize()).isEqualTo(1);
    assertThat(array.directoryParts()).isZero();
    for (long part = 1; part <= 4; part++) {
      array.set(256 * 2048 * part, Bytes.of(part));
    }
    assertThat(array.directorySize()).isEqualTo(8);
    assertThat(array.directoryParts()).isEqualTo(5);
    array.removeRange(1, LAST);
    assertThat(array.directorySize()).isEqualTo(8);
    assertThat(array.directoryParts()).isEqualTo(1);
  }

  @Test
  void tellsHowElementsAreKept() {
    assertKind(ArrayElement.Kind.INTEGER, "0", "-1", "2305843009213693951");
    assertKind(ArrayElement.Kind.LONG_STRING, "2305843009213693952", "longer than a word");
    assertKind(ArrayElement.Kind.REAL, "0.5", "-0.0", "3.0", "0.03", "123456789.5");
    assertKind(
        ArrayElement.Kind.SHORT_STRING, "", "0.1", "1e5", "007", "5.", ".5", "+1", "seven77");
  }

  private static void assertKind(ArrayElement.Kind kind, String... elements) {
    for (String element : elements) {
      assertThat(ArrayElement.kind(Bytes.of(element))).as(element).isEqualTo(kind);
    }
  }
}
