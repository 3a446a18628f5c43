package io.fakeredis.compat;

import java.util.List;
import java.util.stream.Stream;

/** The cases of a suite that are played for one server in one protocol. */
record Played(Suite suite, RecordedServer server, int protocol) {

  /** All that {@code suites.txt} has made active. */
  static Stream<Played> active() {
    return Resource.lines("/suites.txt").stream().flatMap(Played::parse);
  }

  /** The suite for every recorded server that a fake can stand for. */
  static Stream<Played> onAnyFake(String suite) {
    return of(
        Suite.load(suite),
        RecordedServer.all().values().stream().filter(RecordedServer::hasFake).toList());
  }

  private static Stream<Played> parse(String line) {
    List<String> words = List.of(line.split("\\s+"));
    List<String> patterns = words.subList(1, words.size());
    List<RecordedServer> servers =
        RecordedServer.all().values().stream()
            .filter(server -> patterns.stream().anyMatch(p -> matches(p, server.name())))
            .toList();
    return of(Suite.load(words.get(0)), servers);
  }

  private static boolean matches(String pattern, String name) {
    return pattern.endsWith("*")
        ? name.startsWith(pattern.substring(0, pattern.length() - 1))
        : name.equals(pattern);
  }

  static Stream<Played> of(Suite suite, List<RecordedServer> servers) {
    return servers.stream()
        .flatMap(server -> Stream.of(2, 3).map(proto -> new Played(suite, server, proto)))
        .filter(played -> !played.cases().isEmpty());
  }

  List<GoldenCase> cases() {
    return suite.cases().stream().filter(c -> c.runsOn(server.name(), protocol)).toList();
  }

  String title() {
    return suite.suite() + " " + server.name() + " resp" + protocol;
  }
}
