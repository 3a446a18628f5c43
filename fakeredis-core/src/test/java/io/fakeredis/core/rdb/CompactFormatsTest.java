package io.fakeredis.core.rdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.fakeredis.api.Bytes;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class CompactFormatsTest {

  @Provide
  Arbitrary<List<Bytes>> elements() {
    Arbitrary<Bytes> numbers = Arbitraries.longs().map(Bytes::of);
    Arbitrary<Bytes> texts = Arbitraries.strings().ascii().ofMaxLength(5000).map(Bytes::of);
    return Arbitraries.oneOf(numbers, texts).list().ofMaxSize(20);
  }

  @Property(tries = 300)
  void listpacksReadBack(@ForAll("elements") List<Bytes> elements) {
    assertThat(Listpack.elements(Bytes.wrap(Listpack.of(elements)))).isEqualTo(elements);
  }

  @Property(tries = 300)
  void ziplistsReadBack(@ForAll("elements") List<Bytes> elements) {
    assertThat(Ziplist.elements(Bytes.wrap(Ziplist.of(elements)))).isEqualTo(elements);
  }

  @Property(tries = 300)
  void intsetsReadBack(@ForAll List<Long> integers) {
    List<Long> ascending = List.copyOf(new TreeSet<>(integers));
    assertThat(Intset.integers(Bytes.wrap(Intset.of(ascending)))).isEqualTo(ascending);
  }

  /** One changed byte may go unnoticed, but it must not do any harm. */
  @Property(tries = 300)
  void damageDoesNoHarm(
      @ForAll("elements") List<Bytes> elements, @ForAll int where, @ForAll byte what) {
    for (byte[] sound : List.of(Listpack.of(elements), Ziplist.of(elements))) {
      sound[Math.floorMod(where, sound.length)] = what;
      assertThatCode(() -> readAll(Bytes.wrap(sound))).doesNotThrowAnyException();
    }
  }

  private static void readAll(Bytes damaged) {
    for (java.util.function.Function<Bytes, List<?>> reader :
        List.<java.util.function.Function<Bytes, List<?>>>of(
            Listpack::elements, Ziplist::elements, Zipmap::elements, Intset::integers)) {
      try {
        reader.apply(damaged);
      } catch (RdbException expected) {
        // the only way in which a reader may fail
      }
    }
  }

  /** The list of {@code a b c} as Redis 7.0 and 6.0 have it. */
  @Test
  void writesAsTheRealServer() {
    List<Bytes> abc = List.of(Bytes.of("a"), Bytes.of("b"), Bytes.of("c"));
    assertThat(hex(Listpack.of(abc))).isEqualTo("1000000003008161028162028163" + "02ff");
    assertThat(hex(Ziplist.of(abc))).isEqualTo("1400000010000000030000016103016203" + "0163ff");
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }
}
