package io.fakeredis.core.value;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class BitsTest {

  @Property
  void countsAndFinds(
      @ForAll @Size(min = 1, max = 40) byte[] bytes,
      @ForAll @IntRange(max = 10_000) int a,
      @ForAll @IntRange(max = 10_000) int b,
      @ForAll boolean set) {
    int bits = bytes.length * 8;
    int first = Math.min(a % bits, b % bits);
    int last = Math.max(a % bits, b % bits);
    long count = 0;
    long found = -1;
    for (int i = last; i >= first; i--) {
      boolean one = (bytes[i / 8] >> (7 - i % 8) & 1) != 0;
      count += one ? 1 : 0;
      found = one == set ? i : found;
    }
    assertThat(Bits.count(bytes, first, last)).isEqualTo(count);
    assertThat(Bits.find(bytes, set, first, last)).isEqualTo(found);
  }
}
