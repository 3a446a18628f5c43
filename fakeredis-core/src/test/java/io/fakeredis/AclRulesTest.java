package io.fakeredis;

import static org.assertj.core.api.Assertions.assertThat;

import io.fakeredis.api.Reply;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.Size;

/** The language of ACL rules. */
class AclRulesTest {
  private static final String[] COMMANDS = {
    "get", "SET", "config", "config|get", "config|set", "client|id", "select|0", "acl", "migrate"
  };
  private static final String[] CATEGORIES = {
    "all", "read", "write", "string", "dangerous", "fast", "slow", "keyspace", "admin", "pubsub"
  };
  private static final String[] OTHERS = {
    "on",
    "off",
    "nopass",
    "resetpass",
    ">one",
    "<one",
    ">two",
    "allkeys",
    "resetkeys",
    "~a*",
    "~b?",
    "%R~r*",
    "%W~a*",
    "%RW~c",
    "allchannels",
    "resetchannels",
    "&ch",
    "&news.*",
    "reset",
    "allcommands",
    "nocommands",
    "clearselectors",
    "skip-sanitize-payload",
    "db=0,3",
    "resetdbs"
  };

  @Provide
  Arbitrary<String> versions() {
    return Arbitraries.of(
        "redis:6.0", "redis:6.2", "redis:7.0", "redis:7.2", "redis:7.4", "redis:8.0", "redis:8.6");
  }

  @Provide
  Arbitrary<String> rules() {
    Arbitrary<String> plain = plainRules();
    Arbitrary<String> selectors =
        plain.list().ofMaxSize(4).map(rules -> "(" + String.join(" ", rules) + ")");
    return Arbitraries.frequencyOf(Tuple.of(8, plain), Tuple.of(1, selectors));
  }

  private static Arbitrary<String> plainRules() {
    Arbitrary<String> sign = Arbitraries.of("+", "-");
    return Arbitraries.oneOf(
        sign.flatMap(s -> Arbitraries.of(COMMANDS).map(command -> s + command)),
        sign.flatMap(s -> Arbitraries.of(CATEGORIES).map(category -> s + "@" + category)),
        Arbitraries.of(OTHERS));
  }

  /** Rules that are refused leave the user as it was. */
  private static Reply set(FakeServer server, String user, List<String> rules) {
    List<String> words = new ArrayList<>(List.of("ACL", "SETUSER", user));
    words.addAll(rules);
    return server.call(words.toArray(String[]::new));
  }

  private static String rulesOf(FakeServer server, String user) {
    Reply.Array lines = (Reply.Array) server.call("ACL", "LIST");
    String start = "user " + user + " ";
    return lines.items().stream()
        .map(line -> ((Reply.Bulk) line).value().latin())
        .filter(line -> line.startsWith(start))
        .map(line -> line.substring(start.length()))
        .findFirst()
        .orElseThrow();
  }

  @Property(tries = 400)
  void whatListShowsMakesTheSameUser(
      @ForAll("versions") String version,
      @ForAll @Size(max = 12) List<@From("rules") String> rules) {
    FakeServer server = FakeServer.builder().profile(version).build();
    server.call("ACL", "SETUSER", "first");
    rules.forEach(rule -> set(server, "first", List.of(rule)));

    String shown = rulesOf(server, "first");
    List<String> words = new ArrayList<>(List.of("reset"));
    words.addAll(Arrays.asList(shown.split(" ", -1)));
    assertThat(set(server, "second", words)).isEqualTo(Reply.OK);

    String sanitizing = shown.contains("sanitize-payload") ? "" : "sanitize-payload ";
    assertThat(rulesOf(server, "second").replace(sanitizing, "")).isEqualTo(shown);
    for (String command : List.of("GET", "SET", "PING", "CONFIG", "SELECT", "KEYS")) {
      assertThat(dryRun(server, "second", command)).isEqualTo(dryRun(server, "first", command));
    }
  }

  /** What the ACL says of a call, the user's name aside. */
  private static String dryRun(FakeServer server, String user, String command) {
    Reply reply =
        switch (command) {
          case "GET", "KEYS" -> server.call("ACL", "DRYRUN", user, command, "a1");
          case "SET" -> server.call("ACL", "DRYRUN", user, command, "a1", "v");
          case "CONFIG" -> server.call("ACL", "DRYRUN", user, command, "GET", "x");
          case "SELECT" -> server.call("ACL", "DRYRUN", user, command, "0");
          default -> server.call("ACL", "DRYRUN", user, command);
        };
    return reply.toString().replace(user, "user");
  }

  @Property(tries = 200)
  void refusedRulesChangeNothing(
      @ForAll("versions") String version,
      @ForAll @Size(max = 6) List<@From("rules") String> rules) {
    FakeServer server = FakeServer.builder().profile(version).build();
    set(server, "carol", List.of("on", ">pw", "~x", "+get"));
    String before = rulesOf(server, "carol");
    List<String> bad = new ArrayList<>(rules);
    bad.add("+nosuch");
    assertThat(set(server, "carol", bad)).isInstanceOf(Reply.Error.class);
    assertThat(rulesOf(server, "carol")).isEqualTo(before);
  }
}
