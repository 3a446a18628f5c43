package io.fakeredis.core.rdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HexFormat;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.ByteRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LzfTest {

  @Property
  void decompressesWhatItCompressed(
      @ForAll @Size(min = 4, max = 2000) @ByteRange(min = 0, max = 3) byte[] input) {
    byte[] compressed = Lzf.compress(input, input.length);
    if (compressed != null) {
      assertThat(compressed).hasSizeLessThanOrEqualTo(input.length);
      assertThat(Lzf.decompress(compressed, input.length)).isEqualTo(input);
    }
  }

  /** What a real server's DUMP has for strings of one letter. */
  @ParameterizedTest
  @CsvSource({"100, 016161e057000161 61", "70, 016161e039000161 61"})
  void compressesAsTheRealServer(int length, String expected) {
    byte[] input = "a".repeat(length).getBytes(java.nio.charset.StandardCharsets.US_ASCII);
    assertThat(Lzf.compress(input, length - 4))
        .isEqualTo(HexFormat.of().parseHex(expected.replace(" ", "")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "05", "0161", "2000", "e0", "e000", "016161e0ff00", "0161612005"})
  void refusesDamagedData(String hex) {
    assertThatThrownBy(() -> Lzf.decompress(HexFormat.of().parseHex(hex), 5))
        .isInstanceOf(RdbException.class);
  }
}
