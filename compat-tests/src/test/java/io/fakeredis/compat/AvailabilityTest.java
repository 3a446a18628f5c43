package io.fakeredis.compat;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.fakeredis.FakeServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class AvailabilityTest {
  private static final Path PAGE = Path.of("..", "docs", "availability.md");
  private static final Path NEW_PAGE = Path.of("target", "availability.md");
  private static final KnownGaps GAPS = KnownGaps.load();

  @Test
  void pageTellsOfAllRows() throws IOException {
    String page = Availability.page();
    Files.createDirectories(NEW_PAGE.getParent());
    Files.writeString(NEW_PAGE, page, UTF_8);
    assertThat(Files.readString(PAGE, UTF_8))
        .as("docs/availability.md is stale: cp compat-tests/%s docs/", NEW_PAGE)
        .isEqualTo(page);
  }

  static Stream<RecordedServer> servers() {
    return RecordedServer.all().values().stream().filter(RecordedServer::hasFake);
  }

  /** No command more, none less, but for the known gaps. */
  @ParameterizedTest
  @MethodSource("servers")
  void serversHaveTheCommandsOfRealOnes(RecordedServer server) {
    Set<String> commands = commands(server);
    Set<String> recorded = recorded(server);
    Set<String> different =
        Stream.concat(commands.stream(), recorded.stream())
            .filter(name -> commands.contains(name) != recorded.contains(name))
            .collect(Collectors.toCollection(TreeSet::new));

    assertThat(different).isEqualTo(gaps(server));
  }

  /** The names in lower case, which is how most are told of; containers' own names with them. */
  private static Set<String> commands(RecordedServer server) {
    boolean tellsOfSubcommands = recorded(server).stream().anyMatch(name -> name.contains("|"));
    try (FakeServer fake = server.fake().build()) {
      return Availability.rows(fake).stream()
          .filter(row -> tellsOfSubcommands || row.container() == null)
          .map(row -> row.command().fullName().toLowerCase(Locale.ROOT))
          .collect(Collectors.toSet());
    }
  }

  private static Set<String> recorded(RecordedServer server) {
    return Resource.lines("/recorded-commands.txt").stream()
        .map(line -> List.of(line.split(" ")))
        .filter(words -> words.contains(server.name()) || words.contains("*"))
        .map(words -> words.get(0))
        .collect(Collectors.toSet());
  }

  private static Set<String> gaps(RecordedServer server) {
    return GAPS.ofCommands()
        .filter(gap -> gap.servers().contains(server.name()) || gap.servers().contains("*"))
        .map(KnownGaps.Gap::title)
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
