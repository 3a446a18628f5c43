package io.fakeredis.core.rdb;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class Crc64Test {

  /** The check value of the polynomial's parameters. */
  @Test
  void sumsUp() {
    byte[] digits = "123456789".getBytes(US_ASCII);
    assertThat(Crc64.of(digits, digits.length)).isEqualTo(0xe9c6d914c4b8d9caL);
  }

  @Test
  void goesOn() {
    byte[] digits = "123456789".getBytes(US_ASCII);
    long first = Crc64.of(digits, 4);
    assertThat(Crc64.update(first, digits, 4, digits.length))
        .isEqualTo(Crc64.of(digits, digits.length));
  }
}
