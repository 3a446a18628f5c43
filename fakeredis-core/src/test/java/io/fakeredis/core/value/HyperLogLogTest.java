package io.fakeredis.core.value;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fakeredis.api.Bytes;
import io.fakeredis.api.CommandException;
import java.util.HexFormat;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HyperLogLogTest {
  private static final long SPARSE_MAX_BYTES = 3000;

  /** What {@code PFADD h a} leaves. */
  @Test
  void writesAsTheRealServer() {
    HyperLogLog hll = HyperLogLog.empty();
    hll.add(Bytes.of("a"), SPARSE_MAX_BYTES);
    hll.invalidateCache();
    assertThat(HexFormat.of().formatHex(hll.bytes().array()))
        .isEqualTo("48594c4c010000000000000000000080" + "71a6844e57");
  }

  @Property(tries = 100)
  void bothEncodingsHaveTheSameRegisters(
      @ForAll @Size(max = 200) List<@IntRange(max = 16383) Integer> indexes,
      @ForAll @IntRange(min = 1, max = 40) int value) {
    HyperLogLog sparse = HyperLogLog.empty();
    HyperLogLog dense = HyperLogLog.empty();
    dense.makeDense();
    for (int index : indexes) {
      int raised = (index + value) % 33 + 1;
      assertThat(sparse.raise(index, raised, SPARSE_MAX_BYTES))
          .isEqualTo(dense.raise(index, raised, SPARSE_MAX_BYTES));
    }
    assertThat(sparse.registers()).isEqualTo(dense.registers());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 10, 1000, 20_000})
  void estimates(int elements) {
    HyperLogLog hll = HyperLogLog.empty();
    for (int i = 0; i < elements; i++) {
      hll.add(Bytes.of(i), SPARSE_MAX_BYTES);
    }
    assertThat((double) HyperLogLog.count(hll.registers()))
        .isBetween(elements * 0.97, elements * 1.03);
  }

  @Test
  void refusesWhatIsNone() {
    assertThat(HyperLogLog.of(Bytes.of("HYLL"))).isNull();
    assertThat(HyperLogLog.of(Bytes.latin("HYLL\0" + "x".repeat(100)))).isNull();
  }

  @Test
  void noticesOpcodesForTooFewRegisters() {
    Bytes string = Bytes.latin("HYLL\1\0\0\0\0\0\0\0\0\0\0\200\177\376");
    HyperLogLog hll = requireNonNull(HyperLogLog.of(string));
    assertThatThrownBy(hll::registers).isInstanceOf(CommandException.class);
  }
}
