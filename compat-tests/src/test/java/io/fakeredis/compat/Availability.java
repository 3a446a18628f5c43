package io.fakeredis.compat;

import io.fakeredis.FakeServer;
import io.fakeredis.api.Flavour;
import io.fakeredis.api.Plugin;
import io.fakeredis.api.Profile;
import io.fakeredis.core.engine.CommandTable;
import io.fakeredis.core.engine.CommandTable.Row;
import io.fakeredis.core.profile.RedisFlavour;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Which profile has which command, as a page of Markdown. */
final class Availability {
  private final Map<String, List<Profile>> profiles = new LinkedHashMap<>();

  /** By group and name: the profiles that have the command. */
  private final Map<String, Map<String, Set<Profile>>> groups = new TreeMap<>();

  private Availability() {
    Stream.concat(
            Stream.of(new RedisFlavour()),
            ServiceLoader.load(Plugin.class).stream()
                .flatMap(plugin -> plugin.get().flavours().stream()))
        .sorted(Comparator.comparing(Availability::place))
        .forEach(this::add);
  }

  /** Redis first, then by name. */
  private static String place(Flavour flavour) {
    return flavour.name().equals("redis") ? "" : flavour.name();
  }

  /** The page for all that is on the class path. */
  static String page() {
    return new Availability().text();
  }

  private void add(Flavour flavour) {
    profiles.put(flavour.name(), flavour.profiles());
    for (Profile profile : flavour.profiles()) {
      try (FakeServer server = FakeServer.builder().profile(profile.name()).build()) {
        rows(server).forEach(row -> add(row, profile));
      }
    }
  }

  private void add(Row row, Profile profile) {
    groups
        .computeIfAbsent(row.group(), group -> new TreeMap<>())
        .computeIfAbsent(
            row.command().name(), name -> new TreeSet<>(Comparator.comparing(Profile::toString)))
        .add(profile);
  }

  /** The commands and subcommands of a server. */
  static List<Row> rows(FakeServer server) {
    CommandTable table = server.engine().executor().table();
    List<Row> rows = new ArrayList<>();
    for (Row row : table.rows()) {
      rows.add(row);
      rows.addAll(row.subcommands());
    }
    return rows;
  }

  private String text() {
    StringBuilder page = new StringBuilder(INTRODUCTION);
    profiles.forEach(
        (flavour, known) -> page.append("- ").append(flavour).append(": ").append(versions(known)));
    groups.forEach((group, commands) -> append(page, group, commands));
    return page.toString();
  }

  private static final String INTRODUCTION =
      """
      # Which profile has which command

      Made by `AvailabilityTest` from the rows of all command families; nobody edits it. A cell names the versions
      of the flavour that have the command: `all`, those from one on (`6.2 ...`), or each of them.

      """;

  private static String versions(List<Profile> known) {
    return String.join(", ", known.stream().map(Availability::line).toList()) + "\n";
  }

  private static String line(Profile profile) {
    return profile.name().substring(profile.flavour().length() + 1);
  }

  private void append(StringBuilder page, String group, Map<String, Set<Profile>> commands) {
    page.append("\n## ").append(group).append("\n\n| command |");
    profiles.keySet().forEach(flavour -> page.append(' ').append(flavour).append(" |"));
    page.append("\n|").append(" --- |".repeat(profiles.size() + 1)).append('\n');
    commands.forEach(
        (name, has) -> {
          page.append("| ").append(name).append(" |");
          profiles.values().forEach(known -> page.append(cell(known, has)).append(" |"));
          page.append('\n');
        });
  }

  private static String cell(List<Profile> known, Set<Profile> has) {
    List<Profile> those = known.stream().filter(has::contains).toList();
    if (those.isEmpty()) {
      return "";
    }
    if (those.size() == known.size()) {
      return " all";
    }
    boolean toTheEnd = those.equals(known.subList(known.size() - those.size(), known.size()));
    return toTheEnd && those.size() > 1
        ? " " + line(those.get(0)) + " ..."
        : " " + String.join(", ", those.stream().map(Availability::line).toList());
  }
}
