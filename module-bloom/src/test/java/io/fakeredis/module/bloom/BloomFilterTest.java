package io.fakeredis.module.bloom;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.fakeredis.api.Bytes;
import io.fakeredis.api.CommandException;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class BloomFilterTest {

  private static BloomFilter filter(long capacity, double error, boolean scaling, int growth) {
    return requireNonNull(BloomFilter.create(capacity, error, scaling, growth));
  }

  @Property(tries = 200)
  void whatWasAddedIsThere(
      @ForAll Set<byte[]> items,
      @ForAll @IntRange(min = 1, max = 50) int capacity,
      @ForAll @DoubleRange(min = 0.01, max = 0.9) double error,
      @ForAll @IntRange(min = 1, max = 4) int growth) {
    BloomFilter filter = filter(capacity, error, true, growth);
    int added = 0;
    for (byte[] item : items) {
      boolean present = filter.contains(Bytes.wrap(item));
      assertThat(filter.add(Bytes.wrap(item)) == BloomFilter.Added.YES).isEqualTo(!present);
      added += present ? 0 : 1;
    }
    assertThat(items).allMatch(item -> filter.contains(Bytes.wrap(item)));
    assertThat(filter.size()).isEqualTo(added);
    assertThat(filter.capacity()).isGreaterThanOrEqualTo(added);
  }

  @Test
  void layersGrowAndTighten() {
    BloomFilter filter = filter(4, 0.01, true, 2);
    IntStream.range(0, 20).forEach(i -> filter.add(Bytes.of(i)));
    assertThat(filter.layers())
        .extracting(layer -> layer.shape().capacity(), layer -> layer.shape().error())
        .containsExactly(tuple(4L, 0.005), tuple(8L, 0.0025), tuple(16L, 0.00125));
  }

  @Test
  void aFilterThatDoesNotScaleFillsUp() {
    BloomFilter filter = filter(2, 0.001, false, 2);
    assertThat(List.of("a", "b", "c", "a"))
        .extracting(item -> filter.add(Bytes.of(item)))
        .containsExactly(
            BloomFilter.Added.YES,
            BloomFilter.Added.YES,
            BloomFilter.Added.FULL,
            BloomFilter.Added.PRESENT);
  }

  @Test
  void whatIsTooLargeIsNotMade() {
    assertThat(BloomFilter.create(Long.MAX_VALUE, 0.01, true, 2)).isNull();
  }

  @Property(tries = 100)
  void aDumpMakesTheSameFilter(
      @ForAll @Size(max = 300) List<Integer> items,
      @ForAll @IntRange(min = 1, max = 20) int capacity) {
    BloomFilter filter = filter(capacity, 0.02, true, 2);
    items.forEach(item -> filter.add(Bytes.of(item)));
    BloomFilter copy = BloomDump.fromHeader(BloomDump.header(filter));
    long position = BloomDump.HEADER;
    for (Bytes chunk = BloomDump.chunk(filter, position);
        chunk != null;
        chunk = BloomDump.chunk(filter, position)) {
      position += chunk.length();
      BloomDump.load(copy, position, chunk);
    }
    assertThat(BloomDump.header(copy)).isEqualTo(BloomDump.header(filter));
    assertThat(Recorded.of(BloomFilterType.TYPE, copy))
        .isEqualTo(Recorded.of(BloomFilterType.TYPE, filter));
  }

  @Property
  void badHeadersAreRefused(@ForAll @Size(max = 160) byte[] header) {
    assertThatExceptionOfType(CommandException.class)
        .isThrownBy(() -> BloomDump.fromHeader(Bytes.wrap(header)))
        .withMessage("ERR received bad data");
  }

  @Property
  void aHeaderWithAWrongByteIsRefusedOrWorks(
      @ForAll @IntRange(max = 72) int index, @ForAll byte value) {
    byte[] header = BloomDump.header(filter(10, 0.01, true, 2)).toArray();
    header[index] = value;
    try {
      BloomFilter filter = BloomDump.fromHeader(Bytes.wrap(header));
      filter.add(Bytes.of("item"));
      assertThat(filter.memory()).isPositive();
    } catch (CommandException e) {
      assertThat(e).hasMessageStartingWith("ERR ");
    }
  }

  @Property(tries = 100)
  void aPayloadMakesTheSameFilter(@ForAll @Size(max = 100) List<Integer> items) {
    BloomFilter filter = filter(3, 0.1, true, 3);
    items.forEach(item -> filter.add(Bytes.of(item)));
    Recorded payload = Recorded.of(BloomFilterType.TYPE, filter);
    assertThat(Recorded.of(BloomFilterType.TYPE, payload.load(BloomFilterType.TYPE)))
        .isEqualTo(payload);
  }

  @Test
  void unsoundPayloadsAreRefused() {
    Recorded payload = Recorded.of(BloomFilterType.TYPE, filter(10, 0.01, true, 2));
    assertThatThrownBy(() -> payload.with(1, 0L).load(BloomFilterType.TYPE)).isNotNull();
    assertThatThrownBy(() -> payload.with(1, Long.MAX_VALUE).load(BloomFilterType.TYPE))
        .isNotNull();
    assertThatThrownBy(() -> payload.with(5, 2.0).load(BloomFilterType.TYPE)).isNotNull();
    assertThatThrownBy(() -> payload.with(10, Bytes.EMPTY).load(BloomFilterType.TYPE)).isNotNull();
  }
}
