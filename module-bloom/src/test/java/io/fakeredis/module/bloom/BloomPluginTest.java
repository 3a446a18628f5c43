package io.fakeredis.module.bloom;

import static org.assertj.core.api.Assertions.assertThat;

import io.fakeredis.FakeServer;
import io.fakeredis.api.Command;
import io.fakeredis.api.CommandFamily;
import io.fakeredis.api.Flag;
import io.fakeredis.api.ModuleInfo;
import io.fakeredis.api.Profile;
import io.fakeredis.api.Reply;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class BloomPluginTest {

  private static Stream<Command> commands() {
    return new BloomPlugin().families().stream().map(CommandFamily::commands).flatMap(List::stream);
  }

  private static List<String> names() {
    return commands().map(Command::name).distinct().toList();
  }

  @Test
  void hasAllCommandsOfTheModule() {
    assertThat(names()).hasSize(52);
  }

  @ParameterizedTest
  @MethodSource("names")
  void everyCommandCountsItsWords(String name) {
    try (FakeServer server = FakeServer.builder().profile("redis:7.4").build()) {
      assertThat(server.call(name, "key", "1", "1", "1", "1", "1", "1", "1"))
          .isNotEqualTo(unknown(name));
      assertThat(server.call(name)).isEqualTo(wrongArity(name));
    }
  }

  private static Reply unknown(String name) {
    return Reply.error("ERR unknown command '" + name + "', with args beginning with: ");
  }

  private static Reply wrongArity(String name) {
    return Reply.error(
        "ERR wrong number of arguments for '" + name.toLowerCase(Locale.ROOT) + "' command");
  }

  @ParameterizedTest
  @MethodSource("names")
  void aServerWithoutTheModuleHasNoneOfThem(String name) {
    try (FakeServer server = FakeServer.builder().modules().build()) {
      assertThat(server.call(name)).isEqualTo(unknown(name));
      assertThat(server.call(name, "key", "item"))
          .isEqualTo(
              Reply.error(
                  "ERR unknown command '" + name + "', with args beginning with: 'key' 'item' "));
    }
  }

  @Test
  void theServerKnowsNoArity() {
    assertThat(commands()).allMatch(command -> command.arity() == -1 && command.has(Flag.MODULE));
  }

  @ParameterizedTest
  @CsvSource({"redis:7.2, 20628", "redis:7.4, 20820", "redis:8.0, 80000", "redis:8.2, 80200"})
  void goesWithTheServer(String profile, int version) {
    ModuleInfo module = new BloomPlugin().module(profile(profile));
    assertThat(module.name()).isEqualTo("bf");
    assertThat(module.version()).isEqualTo(version);
    assertThat(module.path()).endsWith("/redisbloom.so");
  }

  private static Profile profile(String name) {
    String[] words = name.split(":", 2);
    return Profile.of(words[0], words[1]);
  }

  @ParameterizedTest
  @ValueSource(strings = {"valkey:8.1", "keydb:6.3", "dragonfly:1.40"})
  void otherFlavoursHaveFiltersOfTheirOwn(String profile) {
    assertThat(new BloomPlugin().supports(profile(profile))).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "redis:7.2 | -1 | ERR expansion should be greater or equal to 1",
        "redis:7.4 | 0 | ERR expansion should be greater or equal to 1",
        "redis:8.2 | -1 | ERR expansion must be in the range [0, 32768]",
        "redis:8.2 | 40000 | ERR expansion must be in the range [0, 32768]"
      })
  void errorsAreThoseOfTheVersion(String profile, String expansion, String error) {
    try (FakeServer server = FakeServer.builder().profile(profile).build()) {
      assertThat(server.call("BF.RESERVE", "key", "0.01", "10", "EXPANSION", expansion))
          .isEqualTo(Reply.error(error));
    }
  }

  @Test
  void aKeyWithTheNameOfAnOptionIsTakenForTheOption() {
    try (FakeServer server = FakeServer.create()) {
      assertThat(server.call("BF.RESERVE", "nonscaling", "0.01", "1")).isEqualTo(Reply.OK);
      server.call("BF.ADD", "nonscaling", "a");
      assertThat(server.call("BF.ADD", "nonscaling", "b"))
          .isEqualTo(Reply.error("ERR non scaling filter is full"));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "BF.RESERVE key 0.000001 9000000000000",
        "CF.RESERVE key 9000000000000",
        "CMS.INITBYDIM key 9000000000000 9",
        "TOPK.RESERVE key 4000000000 4000000000 4000000000 0.9",
        "TDIGEST.CREATE key COMPRESSION 9000000000000"
      })
  void whatIsTooLargeIsAnError(String call) {
    try (FakeServer server = FakeServer.builder().profile("redis:7.2").build()) {
      assertThat(server.call(call.split(" ", -1)).isError()).isTrue();
      assertThat(server.call("EXISTS", "key")).isEqualTo(Reply.ZERO);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"redis:7.2", "redis:8.2"})
  void theLineThatLoadsTheModuleSaysWhatFiltersAreLike(String profile) {
    try (FakeServer server =
        FakeServer.builder()
            .profile(profile)
            .arguments("--loadmodule", "/redisbloom.so", "INITIAL_SIZE", "400", "error_rate", "0.1")
            .build()) {
      server.call("BF.ADD", "key", "item");
      assertThat(server.call("BF.INFO", "key", "CAPACITY").toString()).contains("value=400");
    }
  }
}
