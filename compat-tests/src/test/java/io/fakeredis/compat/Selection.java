package io.fakeredis.compat;

import java.util.List;
import java.util.stream.Stream;

/**
 * Which of the cases to play: {@code -Dfakeredis.compat.suites=strings,zsets}, {@code
 * -Dfakeredis.compat.servers=redis-7.2,redis-8.0} and {@code -Dfakeredis.compat.case=words of a
 * title}. All by default; a suite that is named is played even if it is not active.
 */
record Selection(List<String> suites, List<String> servers, String title) {

  static Selection fromProperties() {
    return new Selection(list("suites"), list("servers"), property("case"));
  }

  private static List<String> list(String name) {
    return property(name).isEmpty() ? List.of() : List.of(property(name).split(","));
  }

  private static String property(String name) {
    return System.getProperty("fakeredis.compat." + name, "");
  }

  Stream<Played> played() {
    Stream<Played> played =
        suites.isEmpty() ? Played.active() : suites.stream().flatMap(Played::onAnyFake);
    return played.filter(this::has);
  }

  /** All that was recorded on a server. */
  Stream<Played> recordedOn(RecordedServer server) {
    return Suite.all().stream()
        .filter(suite -> suites.isEmpty() || suites.contains(suite.suite()))
        .flatMap(suite -> Played.of(suite, List.of(server)));
  }

  private boolean has(Played played) {
    return servers.isEmpty() || servers.contains(played.server().name());
  }

  boolean has(GoldenCase golden) {
    return golden.title().contains(title);
  }
}
