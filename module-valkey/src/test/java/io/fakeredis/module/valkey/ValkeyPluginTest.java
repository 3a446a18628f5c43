package io.fakeredis.module.valkey;

import static org.assertj.core.api.Assertions.assertThat;

import io.fakeredis.FakeServer;
import io.fakeredis.api.Profile;
import io.fakeredis.api.Reply;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ValkeyPluginTest {

  private static FakeServer server(String profile) {
    return FakeServer.builder().profile(profile).build();
  }

  private static Iterable<Profile> profiles() {
    return new ValkeyFlavour().profiles();
  }

  @ParameterizedTest
  @MethodSource("profiles")
  void everyProfileHasFacts(Profile profile) {
    assertThat(new ValkeyFlavour().facts(profile)).isNotNull();
    assertThat(new ValkeyPlugin().supports(profile)).isTrue();
  }

  @Test
  void deletesWhatIsEqual() {
    try (FakeServer server = server("valkey:9.0")) {
      server.call("SET", "key", "value");
      assertThat(server.call("DELIFEQ", "key", "other")).isEqualTo(Reply.ZERO);
      assertThat(server.call("DELIFEQ", "key", "value")).isEqualTo(Reply.ONE);
      assertThat(server.call("EXISTS", "key")).isEqualTo(Reply.ZERO);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"valkey:7.2", "valkey:8.1", "redis:8.2"})
  void othersDoNotDeleteWhatIsEqual(String profile) {
    try (FakeServer server = server(profile)) {
      assertThat(server.call("DELIFEQ"))
          .isEqualTo(Reply.error("ERR unknown command 'DELIFEQ', with args beginning with: "));
    }
  }

  @Test
  void takesOverWhatLaterRedisBrought() {
    try (FakeServer server = server("valkey:8.1")) {
      server.call("SET", "key", "value");
      assertThat(server.call("SET", "key", "new", "IFEQ", "value")).isEqualTo(Reply.OK);
      assertThat(server.call("SET", "key", "newer", "IFNE", "value")).isEqualTo(syntaxError());
    }
  }

  private static Reply syntaxError() {
    return Reply.error("ERR syntax error");
  }
}
