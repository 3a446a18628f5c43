package io.fakeredis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class CommandLineTest {
  private static String valueOf(String parameter, String... words) {
    try (FakeServer server = FakeServer.builder().arguments(words).build()) {
      return server.engine().settings().text(parameter);
    }
  }

  @Test
  void takesValuesThatLookLikeOptions() {
    assertThat(valueOf("requirepass", "--requirepass", "--secret", "--port", "1"))
        .isEqualTo("--secret");
  }

  @Test
  void takesNameAndValueInOneWord() {
    assertThat(valueOf("maxmemory", "--maxmemory 1mb", "--port", "1")).isEqualTo("1048576");
  }

  @Test
  void takesSaveWithoutPoints() {
    assertThat(valueOf("save", "--save", "--port", "1")).isEmpty();
    assertThat(valueOf("save", "--save", "60", "1", "--port", "1")).isEqualTo("60 1");
  }

  @Test
  void saysWhatIsWrong() {
    assertThatThrownBy(() -> valueOf("port", "--port", "1", "2"))
        .hasMessage("'port \"1\" \"2\"': wrong number of arguments");
  }
}
