package io.fakeredis.compat;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What the fake is known to get wrong, as {@code known-gaps.txt} lists it. */
record KnownGaps(List<Gap> gaps) {
  private static final String COMMANDS = "commands";

  /**
   * One line of the list.
   *
   * @param servers names of recorded servers, or {@code "*"}
   * @param protocol {@code "resp2"}, {@code "resp3"} or {@code "*"}
   */
  record Gap(String suite, String title, List<String> servers, String protocol, String reason) {
    private static final String BY_CHANCE = "by chance: ";

    private static Gap parse(String line) {
      String[] columns = line.split("\\s+\\|\\s+", 5);
      if (columns.length < 5) {
        throw new IllegalArgumentException("a known gap needs five columns: " + line);
      }
      List<String> servers = List.of(columns[2].split("\\s*,\\s*"));
      return new Gap(columns[0], columns[1], servers, columns[3], columns[4]);
    }

    /** Whether the case may pass all the same, as where it depends on how busy the machine is. */
    boolean isByChance() {
      return reason.startsWith(BY_CHANCE);
    }

    boolean isIn(Played played) {
      return played.cases().stream().anyMatch(golden -> covers(played, golden));
    }

    boolean covers(Played played, GoldenCase golden) {
      return suite.equals(played.suite().suite())
          && title.equals(golden.title())
          && (servers.contains("*") || servers.contains(played.server().name()))
          && (protocol.equals("*") || protocol.equals("resp" + played.protocol()));
    }
  }

  /** The gaps in golden cases. */
  Stream<Gap> inCases() {
    return gaps.stream().filter(gap -> !gap.suite.equals(COMMANDS));
  }

  /** The gaps in the command table; their titles are names of commands. */
  Stream<Gap> ofCommands() {
    return gaps.stream().filter(gap -> gap.suite.equals(COMMANDS));
  }

  static KnownGaps load() {
    return new KnownGaps(Resource.lines("/known-gaps.txt").stream().map(Gap::parse).toList());
  }

  Optional<Gap> covering(Played played, GoldenCase golden) {
    return gaps.stream().filter(gap -> gap.covers(played, golden)).findFirst();
  }
}
