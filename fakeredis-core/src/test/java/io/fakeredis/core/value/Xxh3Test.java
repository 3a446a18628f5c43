package io.fakeredis.core.value;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class Xxh3Test {

  /** What DIGEST replies for repetitions of {@code abcdefgh}, one case for each way of hashing. */
  @ParameterizedTest
  @CsvSource({
    "'', 2d06800538d394c2",
    "a, e6c632b61e964e1f",
    "abc, 78af5f94892f3950",
    "abcd, 6497a96f53a89890",
    "abcdefgh, 6f45a76842a96483",
    "abcdefghi, e0dde4fc174590a0",
    "abcdefghijklmnopq, ca7f3571df47cacf",
    "abcdefghabcdefghabcdefghabcdefgh, f69287985d443bbb"
  })
  void hashes(String text, String digest) {
    assertThat(hex(text)).isEqualTo(digest);
  }

  @ParameterizedTest
  @CsvSource({
    "12, '', 024473fbb5ff6933",
    "16, i, 7952357919e13ef5",
    "18, '', 8a9d49172896c7a0",
    "30, i, f7f5697a26a2b343",
    "31, '', ade921bb4e9eb9c4",
    "128, i, 906c3b0164a0412b",
    "300, xyz, d7329cba7510e935"
  })
  void hashesRepetitions(int times, String tail, String digest) {
    assertThat(hex("abcdefgh".repeat(times) + tail)).isEqualTo(digest);
  }

  private static String hex(String text) {
    return HexFormat.of().toHexDigits(Xxh3.hash(text.getBytes(ISO_8859_1)));
  }
}
