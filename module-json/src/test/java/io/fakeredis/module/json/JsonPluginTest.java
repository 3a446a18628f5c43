package io.fakeredis.module.json;

import static org.assertj.core.api.Assertions.assertThat;

import io.fakeredis.FakeServer;
import io.fakeredis.api.Bytes;
import io.fakeredis.api.Command;
import io.fakeredis.api.CommandFamily;
import io.fakeredis.api.Flag;
import io.fakeredis.api.ModuleInfo;
import io.fakeredis.api.Profile;
import io.fakeredis.api.Reply;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonPluginTest {
  private static final int SEED = 13;

  private static Stream<Command> commands() {
    return new JsonPlugin().families().stream().map(CommandFamily::commands).flatMap(List::stream);
  }

  private static List<String> names() {
    return commands().map(Command::name).toList();
  }

  @Test
  void hasAllCommandsOfTheModule() {
    assertThat(names()).hasSize(25);
  }

  @Test
  void theServerKnowsNoArity() {
    assertThat(commands()).allMatch(command -> command.arity() == -1 && command.has(Flag.MODULE));
  }

  @ParameterizedTest
  @MethodSource("names")
  void everyCommandCountsItsWords(String name) {
    try (FakeServer server = FakeServer.create()) {
      assertThat(server.call(name))
          .isEqualTo(
              Reply.error(
                  "ERR wrong number of arguments for '"
                      + name.toLowerCase(Locale.ROOT)
                      + "' command"));
    }
  }

  @ParameterizedTest
  @CsvSource({"redis:7.2, 20606", "redis:7.4, 20803", "redis:8.0, 80000", "redis:8.2, 80200"})
  void goesWithTheServer(String profile, int version) {
    assertThat(new JsonPlugin().module(profile(profile)))
        .isEqualTo(new ModuleInfo("ReJSON", version));
  }

  private static Profile profile(String name) {
    String[] words = name.split(":", 2);
    return Profile.of(words[0], words[1]);
  }

  @Test
  void valkeyHasAModuleOfItsOwn() {
    assertThat(new JsonPlugin().supports(profile("valkey:8.1"))).isFalse();
    assertThat(new ValkeyJsonPlugin().supports(profile("valkey:8.1"))).isTrue();
    assertThat(new ValkeyJsonPlugin().supports(profile("valkey:7.2"))).isFalse();
    assertThat(new ValkeyJsonPlugin().supports(profile("redis:8.2"))).isFalse();
  }

  @Test
  void aServerWithoutTheModuleHasNoDocuments() {
    try (FakeServer server = FakeServer.builder().modules().build()) {
      assertThat(server.call("JSON.GET", "key"))
          .isEqualTo(
              Reply.error("ERR unknown command 'JSON.GET', with args beginning with: 'key' "));
    }
  }

  @Test
  void dumpsAreThoseOfTheRealModule() {
    try (FakeServer server = FakeServer.builder().profile("redis:7.4").build()) {
      server.call("JSON.SET", "key", "$", "[1,2,3]");
      Reply.Bulk dump = (Reply.Bulk) server.call("DUMP", "key");
      assertThat(dump.value())
          .isEqualTo(
              Bytes.latin(
                  "\u0007\u0081E\u00e2R8\u00df\u0091,\u0003\u0005\u0007[1,2,3]\0\f\0"
                      + "\u00edR\u009bJ\u00c5\u00bc8C"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"redis:7.4", "redis:8.2"})
  void documentsSurviveDumpAndRestore(String profile) {
    SplittableRandom random = new SplittableRandom(SEED);
    try (FakeServer server = FakeServer.builder().profile(profile).build()) {
      for (int i = 0; i < 200; i++) {
        String text = JsonWriter.text(RandomJson.value(random)).toString();
        server.call("JSON.SET", "a", "$", text);
        Reply.Bulk dump = (Reply.Bulk) server.call("DUMP", "a");
        Reply restored =
            server.call(
                Bytes.of("RESTORE"),
                Bytes.of("b"),
                Bytes.of("0"),
                dump.value(),
                Bytes.of("REPLACE"));
        assertThat(restored).isEqualTo(Reply.OK);
        assertThat(server.call("JSON.GET", "b")).isEqualTo(server.call("JSON.GET", "a"));
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "'{}', 8",
    "'300', 8",
    "'384', 12",
    "'8388608', 24",
    "'1.5', 24",
    "'\"abc\"', 11",
    "'[1,2,3]', 80",
    "'[1,2,3,4,5]', 128",
    "'{\"a\":1}', 129",
    "'{\"a\":1,\"b\":2,\"c\":3,\"d\":4,\"e\":5}', 261"
  })
  void tellsTheMemoryThatTheRealOneTells(String text, long bytes) {
    try (FakeServer server = FakeServer.create()) {
      server.call("JSON.SET", "key", "$", text);
      assertThat(server.call("JSON.DEBUG", "MEMORY", "key")).isEqualTo(Reply.integer(bytes));
    }
  }

  @Test
  void largeDeletionsTakeNoLongerThanTheyMust() {
    try (FakeServer server = FakeServer.create()) {
      String items = "1,".repeat(100_000) + "1";
      server.call("JSON.SET", "key", "$", "[" + items + "]");
      assertThat(server.call("JSON.DEL", "key", "$[?(@==1)]").isError()).isFalse();
    }
  }
}
