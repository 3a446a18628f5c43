package io.fakeredis.core.value;

import static org.assertj.core.api.Assertions.assertThat;

import io.fakeredis.api.Bytes;
import io.fakeredis.core.value.ListValue.End;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class ListValueTest {

  /** A change of a list, done to the value and to a simple list alike. */
  private record Change(String name, Consumer<ListValue> onValue, Consumer<List<Bytes>> onModel) {
    @Override
    public String toString() {
      return name;
    }
  }

  private static ListValue list(Limits limits) {
    return ListValue.TYPE.create(limits);
  }

  private static List<Bytes> bytes(String... texts) {
    return Arrays.stream(texts).map(Bytes::of).toList();
  }

  private static List<Bytes> contents(Iterable<Bytes> list) {
    List<Bytes> contents = new ArrayList<>();
    list.forEach(contents::add);
    return contents;
  }

  @Property(tries = 300)
  void behavesLikeAnArray(
      @ForAll("versions") String version,
      @ForAll("sizes") long size,
      @ForAll @Size(max = 60) List<@From("changes") Change> changes) {
    Limits limits = new Limits(version).with("list-max-listpack-size", size);
    ListValue list = list(limits);
    List<Bytes> model = new ArrayList<>();
    for (Change change : changes) {
      change.onValue.accept(list);
      change.onModel.accept(model);
      ListValue.TYPE.settle(list, limits);
      assertThat(contents(list)).isEqualTo(model);
      assertThat(list.size()).isEqualTo(model.size());
      checkNodes(list, limits);
    }
    List<Bytes> backwards = new ArrayList<>(model);
    Collections.reverse(backwards);
    assertThat(contents(() -> list.iterator(End.TAIL))).isEqualTo(backwards);
    for (int i = -model.size(); i < model.size(); i++) {
      assertThat(list.get(i)).isEqualTo(model.get(i < 0 ? i + model.size() : i));
    }
    assertThat(list.get(model.size())).isNull();
    assertThat(list.get(-model.size() - 1L)).isNull();
    assertThat(contents(ListValue.TYPE.copy(list))).isEqualTo(model);
  }

  /**
   * No node is empty, and none is larger than the limit unless it has one element or was edited.
   */
  private static void checkNodes(ListValue list, Limits limits) {
    List<Bytes> elements = new ArrayList<>();
    for (ListNode node : list.nodes()) {
      assertThat(node.count()).isPositive();
      IntStream.range(0, node.count()).forEach(i -> elements.add(node.get(i)));
      if (limits.number("list-max-listpack-size") > 0 && !list.isListpack()) {
        assertThat((long) node.count())
            .isLessThanOrEqualTo(limits.number("list-max-listpack-size"));
      }
    }
    assertThat(elements).isEqualTo(contents(list));
    assertThat(!list.isListpack() || list.nodes().size() <= 1).isTrue();
  }

  @Provide
  Arbitrary<String> versions() {
    return Arbitraries.of("6.2", "7.0", "7.2", "8.6");
  }

  @Provide
  Arbitrary<Long> sizes() {
    return Arbitraries.of(-2L, -1L, 1L, 2L, 3L, 5L);
  }

  private static Arbitrary<Bytes> elements() {
    return Arbitraries.frequencyOf(
        Tuple.of(20, Arbitraries.of("a", "b", "c", "1", "-7").map(Bytes::of)),
        Tuple.of(2, Arbitraries.integers().map(Bytes::of)),
        Tuple.of(3, Arbitraries.of(250, 2000, 5000, 9000).map(n -> Bytes.of("x".repeat(n)))));
  }

  @Provide
  Arbitrary<Change> changes() {
    Arbitrary<End> ends = Arbitraries.of(End.values());
    Arbitrary<Integer> numbers = Arbitraries.integers().between(0, 12);
    return Arbitraries.oneOf(
        Combinators.combine(elements().list().ofMinSize(1).ofMaxSize(6), ends).as(this::addAll),
        ends.map(ListValueTest::pop),
        Combinators.combine(numbers, elements()).as(ListValueTest::set),
        Combinators.combine(elements(), Arbitraries.of(true, false), elements())
            .as(ListValueTest::insert),
        Combinators.combine(elements(), ends, numbers).as(ListValueTest::remove),
        Combinators.combine(numbers, numbers).as(ListValueTest::trim));
  }

  private Change addAll(List<Bytes> more, End end) {
    return new Change(
        "add " + more.size() + " at " + end,
        list -> list.addAll(more, end),
        model -> more.forEach(each -> model.add(end == End.HEAD ? 0 : model.size(), each)));
  }

  private static Change pop(End end) {
    return new Change(
        "pop " + end,
        list -> {
          if (!list.isEmpty()) {
            list.pop(end);
          }
        },
        model -> {
          if (!model.isEmpty()) {
            model.remove(end == End.HEAD ? 0 : model.size() - 1);
          }
        });
  }

  private static Change set(int index, Bytes element) {
    return new Change(
        "set " + index,
        list -> list.set(index, element),
        model -> {
          if (index < model.size()) {
            model.set(index, element);
          }
        });
  }

  private static Change insert(Bytes pivot, boolean after, Bytes element) {
    return new Change(
        "insert at " + pivot,
        list -> list.insert(pivot, after, element),
        model -> {
          int at = model.indexOf(pivot);
          if (at >= 0) {
            model.add(after ? at + 1 : at, element);
          }
        });
  }

  private static Change remove(Bytes element, End from, int most) {
    return new Change(
        "remove " + most + " from " + from,
        list -> list.remove(element, from, most),
        model -> {
          for (int left = most; left > 0; left--) {
            int at = from == End.HEAD ? model.indexOf(element) : model.lastIndexOf(element);
            if (at >= 0) {
              model.remove(at);
            }
          }
        });
  }

  private static Change trim(int atHead, int atTail) {
    return new Change(
        "trim " + atHead + " and " + atTail,
        list -> {
          if (atHead + atTail <= list.size()) {
            list.trim(atHead, atTail);
          }
        },
        model -> {
          if (atHead + atTail <= model.size()) {
            model.subList(0, atHead).clear();
            model.subList(model.size() - atTail, model.size()).clear();
          }
        });
  }

  @Test
  void isAListpackWhileItIsSmall() {
    Limits limits = new Limits("7.2").with("list-max-listpack-size", 4);
    ListValue list = list(limits);
    list.addAll(bytes("1", "2", "3", "4"), End.TAIL);
    assertThat(ListValue.TYPE.encoding(list, limits)).isEqualTo("listpack");
    list.addAll(bytes("5"), End.TAIL);
    assertThat(ListValue.TYPE.encoding(list, limits)).isEqualTo("quicklist");
  }

  @Test
  void becomesAListpackAgainAtHalfTheLimit() {
    Limits limits = new Limits("7.2").with("list-max-listpack-size", 4);
    ListValue list = ListValue.of(bytes("1", "2", "3", "4", "5"), limits);
    list.pop(End.TAIL);
    list.pop(End.TAIL);
    ListValue.TYPE.settle(list, limits);
    assertThat(list.isListpack()).isFalse();
    list.pop(End.TAIL);
    ListValue.TYPE.settle(list, limits);
    assertThat(list.isListpack()).isTrue();
  }

  @Test
  void isAQuicklistBefore72() {
    Limits limits = new Limits("7.0");
    ListValue list = list(limits);
    list.addAll(bytes("1"), End.TAIL);
    assertThat(ListValue.TYPE.encoding(list, limits)).isEqualTo("quicklist");
  }

  @Test
  void hasALargeElementInANodeOfItsOwnFrom74() {
    List<Bytes> elements = bytes("a", "x".repeat(9000), "b");
    assertThat(ListValue.of(elements, new Limits("7.2")).nodes())
        .extracting(ListNode::isPlain)
        .containsOnly(false);
    assertThat(ListValue.of(elements, new Limits("7.4")).nodes())
        .extracting(ListNode::isPlain)
        .containsExactly(false, true, false);
  }

  @Test
  void reachesAnyIndexOfALongList() {
    List<Bytes> elements = IntStream.range(0, 100_000).mapToObj(Bytes::of).toList();
    ListValue list = ListValue.of(elements, new Limits("8.6"));
    assertThat(list.get(77_777)).isEqualTo(Bytes.of(77_777));
    assertThat(list.range(99_990, 99_999)).isEqualTo(elements.subList(99_990, 100_000));
  }
}
