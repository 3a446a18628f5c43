package io.fakeredis.core.replication;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class BacklogTest {
  private final Backlog backlog = new Backlog(10, 100);

  @Test
  void keepsTheEnd() {
    add("abcdef");
    add("ghijkl");
    assertThat(backlog.start()).isEqualTo(102);
    assertThat(from(102)).isEqualTo("cdefghijkl");
    assertThat(from(109)).isEqualTo("jkl");
    assertThat(from(112)).isEmpty();
    assertThat(backlog.from(101)).isNull();
    assertThat(backlog.from(113)).isNull();
  }

  @Test
  void keepsTheEndOfWhatIsLongerThanItself() {
    add("abcdefghijklmnopqrst");
    assertThat(from(110)).isEqualTo("klmnopqrst");
  }

  @Test
  void whatIsKeptSurvivesAnotherSize() {
    add("abcdefghijkl");
    backlog.resize(4);
    assertThat(from(108)).isEqualTo("ijkl");
    backlog.resize(6);
    add("mnop");
    assertThat(from(110)).isEqualTo("klmnop");
    assertThat(backlog.length()).isEqualTo(6);
  }

  @Property(tries = 200)
  void keepsTheSameInPiecesOfAnySize(
      @ForAll @IntRange(min = 1, max = 9000) int most,
      @ForAll @IntRange(min = 1, max = 3000) int piece) {
    Backlog large = new Backlog(most, 0);
    byte[] told = new byte[piece];
    for (int i = 0; i < 5; i++) {
      for (int j = 0; j < piece; j++) {
        told[j] = (byte) (i * piece + j);
      }
      large.add(told);
    }
    byte[] kept = large.from(large.start());
    assertThat(kept).hasSize(Math.min(most, 5 * piece));
    for (int i = 0; i < kept.length; i++) {
      assertThat(kept[i]).isEqualTo((byte) (large.start() + i));
    }
  }

  private void add(String text) {
    backlog.add(text.getBytes(ISO_8859_1));
  }

  private String from(long offset) {
    byte[] bytes = backlog.from(offset);
    return bytes == null ? "" : new String(bytes, ISO_8859_1);
  }
}
