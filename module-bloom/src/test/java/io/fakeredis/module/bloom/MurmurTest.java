package io.fakeredis.module.bloom;

import static org.assertj.core.api.Assertions.assertThat;

import io.fakeredis.api.Bytes;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MurmurTest {

  @ParameterizedTest
  @CsvSource({
    "'', 4a8566e0, 0, 1ab11ea5a7b2c56e",
    "a, f23cf517, 71717d2d36b6b11, 4292cee227b9150a",
    "hello, 234dad03, 1e68d17c457bf117, 5ba5b8a59803e699",
    "hello world, fba01f39, d3ba2368a832afce, bae8fb35317acde1",
    "abcdefgh, 53479e6d, afdb0257ff41aa98, d435df7a565a8af1",
    "abcdefghijklmnop, 502d4e8, d41a085973d213ba, a2d5453f05c0542c",
    "\u00ff\u00fe\u0080, 7d71e2ee, 57f93ca722e123a4, c063474ec412c02f"
  })
  void hashes(String text, String hash32, String hash64, String seeded) {
    Bytes data = Bytes.latin(text);
    assertThat(Integer.toHexString(Murmur.hash32(data, 1919))).isEqualTo(hash32);
    assertThat(Long.toHexString(Murmur.hash64(data, 0))).isEqualTo(hash64);
    assertThat(Long.toHexString(Murmur.hash64(data, 0xc6a4a7935bd1e995L))).isEqualTo(seeded);
  }
}
