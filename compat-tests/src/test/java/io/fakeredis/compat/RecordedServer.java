package io.fakeredis.compat;

import io.fakeredis.FakeServer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A server that cases were recorded on, as {@code servers.txt} lists them.
 *
 * @param profile the profile of the fake that stands for it
 * @param modules the modules that it had
 * @param settings what else its configuration had, as redis.conf directives
 */
record RecordedServer(
    String name, String profile, List<String> modules, Map<String, String> settings) {
  /** Recorded clients had larger ids, so that nobody takes them for the version of the protocol. */
  private static final int SMALL_IDS = 3;

  static Map<String, RecordedServer> all() {
    return Resource.lines("/servers.txt").stream()
        .map(RecordedServer::parse)
        .collect(Collectors.toMap(RecordedServer::name, s -> s, (a, b) -> a, LinkedHashMap::new));
  }

  private static RecordedServer parse(String line) {
    List<String> words = List.of(line.split("\\s+"));
    Map<String, String> settings = new LinkedHashMap<>();
    for (int i = 2; i < words.size(); i += 2) {
      settings.put(words.get(i), words.get(i + 1));
    }
    List<String> profileAndModules = List.of(words.get(1).split("\\+"));
    return new RecordedServer(
        words.get(0),
        profileAndModules.get(0),
        profileAndModules.subList(1, profileAndModules.size()),
        settings);
  }

  /** Whether the fake knows its profile. */
  boolean hasFake() {
    try {
      fake().build().close();
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /** The fake that stands for it. */
  FakeServer.Builder fake() {
    FakeServer.Builder builder =
        FakeServer.builder().profile(profile).modules(modules.toArray(String[]::new));
    settings.forEach(builder::config);
    return builder;
  }

  /** The fake, which has had clients before the first of the case. */
  static FakeServer started(FakeServer.Builder fake) {
    FakeServer server = fake.build();
    for (int i = 0; i < SMALL_IDS; i++) {
      server.connect(() -> {}).close();
    }
    return server;
  }
}
