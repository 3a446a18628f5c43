package io.fakeredis.compat;

import java.util.List;

/**
 * Which of the cases to play: {@code -Dfakeredis.compat.suites=strings,zsets}, {@code
 * .servers=redis-7.2} and {@code .case=words of a title}. All by default.
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

  boolean has(Played played) {
    return (suites.isEmpty() || suites.contains(played.suite().suite()))
        && (servers.isEmpty() || servers.contains(played.server().name()));
  }

  boolean has(GoldenCase golden) {
    return golden.title().contains(title);
  }
}
