package io.fakeredis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fakeredis.api.Reply;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SharedServersTest {
  @AfterEach
  void forget() {
    FakeServer.forgetShared();
  }

  @ParameterizedTest
  @CsvSource({
    "redis://shared.test:6379/0, redis://shared.test/1",
    "redis://shared.test, rediss://shared.test:6379",
    "redis://shared.test?protocol=3, valkey://shared.test?protocol=2",
    "unix:///run/redis.sock, redis-socket:///run/redis.sock?database=2"
  })
  void whoNamesTheSameAddressSharesTheServer(String one, String other) {
    assertThat(FakeServer.shared(one)).isSameAs(FakeServer.shared(other));
  }

  @ParameterizedTest
  @CsvSource({
    "redis://one.test, redis://other.test",
    "redis://one.test:1, redis://one.test:2",
    "unix:///one, unix:///other"
  })
  void anotherAddressIsAnotherServer(String one, String other) {
    assertThat(FakeServer.shared(one)).isNotSameAs(FakeServer.shared(other));
  }

  @Test
  void theRegistryCanBeCleared() {
    FakeServer before = FakeServer.shared("redis://shared.test");
    before.call("SET", "key", "value");
    FakeServer.forgetShared();

    assertThat(FakeServer.shared("redis://shared.test").call("GET", "key")).isEqualTo(Reply.NULL);
    assertThatThrownBy(before::socket).hasMessage("Connection refused");
  }

  @Test
  void theUrlSaysWhoAndWhere() {
    ServerUrl url = ServerUrl.of("redis://me:p%40ss+word@host:7000/3?protocol=3");

    assertThat(url.address()).isEqualTo("host:7000");
    assertThat(url.user()).isEqualTo("me");
    assertThat(url.password()).isEqualTo("p@ss+word");
    assertThat(url.database()).isEqualTo(3);
    assertThat(url.protocol()).hasValue(3);
  }

  @Test
  void aUserIsNotNeededForAPassword() {
    assertThat(ServerUrl.of("redis://:secret@host").user()).isNull();
    assertThat(ServerUrl.of("redis://:secret@host").password()).isEqualTo("secret");
    assertThat(ServerUrl.of("unix:///socket?password=secret&db=2").password()).isEqualTo("secret");
    assertThat(ServerUrl.of("unix:///socket?password=secret&db=2").database()).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"localhost:6379", "http://localhost", "redis:///0", "redis://host/first"})
  void whatIsNoUrlOfAServerIsRefused(String url) {
    assertThatThrownBy(() -> ServerUrl.of(url))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("not the URL of a server");
  }
}
