package io.fakeredis.core.control;

import io.fakeredis.api.Args;
import io.fakeredis.api.Bytes;
import io.fakeredis.api.CommandException;
import io.fakeredis.api.Errors;
import io.fakeredis.api.Feature;
import io.fakeredis.api.Numbers;
import io.fakeredis.core.acl.AclUser;
import io.fakeredis.core.acl.Users;
import io.fakeredis.core.engine.ServerCall;
import io.fakeredis.core.engine.Session;
import io.fakeredis.core.replication.Follower;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Which clients CLIENT KILL means, and in Valkey CLIENT LIST, too. All filters must be met; of one
 * that is repeated the last counts.
 */
final class ClientFilter {
  private static final Feature LADDR = Feature.since("CLIENT KILL.LADDR", "6.2");
  private static final Feature MAXAGE = Feature.since("CLIENT KILL.MAXAGE", "7.4");
  private static final Feature NAMES_ID = Feature.since("CLIENT KILL.names-id", "7.0");

  /** CLIENT LIST takes filters, and ID takes several numbers. */
  static final Feature OF_LIST = Feature.since("CLIENT LIST.filters", "valkey 8.1");

  private static final Feature PRIMARY = Feature.since("CLIENT LIST.TYPE-primary", "valkey 8.0");
  private static final Feature MORE_FILTERS = Feature.since("CLIENT LIST.NAME", "valkey 9.0");
  private static final String NOT = "NOT-";
  private static final Set<String> TYPES = Set.of("normal", "pubsub", "master", "slave", "replica");
  private static final String FLAGS = "ABdeEIMNOPRSTUbcrtux";
  private static final String CAPABILITIES = "r";

  private final ServerCall call;
  private final Map<String, Predicate<Session>> conditions = new HashMap<>();
  private boolean skipMe;

  private ClientFilter(ServerCall call, boolean skipMe) {
    this.call = call;
    this.skipMe = skipMe;
  }

  /** The filters of CLIENT KILL, which by default spares the client that calls it. */
  static ClientFilter ofKill(ServerCall call) {
    return new ClientFilter(call, true).parse();
  }

  static ClientFilter ofList(ServerCall call) {
    return new ClientFilter(call, false).parse();
  }

  private ClientFilter parse() {
    Args args = call.args();
    int at = 2;
    while (at < args.count()) {
      if (at + 1 == args.count()) {
        throw Errors.syntax();
      }
      at += add(args.text(at).toUpperCase(Locale.ROOT), at + 1);
    }
    return this;
  }

  /** Adds a filter whose value stands there; how many words both have. */
  private int add(String name, int at) {
    boolean negated = name.startsWith(NOT) && call.has(MORE_FILTERS);
    String plain = negated ? name.substring(NOT.length()) : name;
    if (plain.equals("ID") && call.has(OF_LIST)) {
      return 1 + addIds(name, at, negated);
    }
    Bytes value = call.args().bytes(at);
    if (plain.equals("SKIPME") && !negated) {
      addSkipMe(value);
    } else {
      Predicate<Session> condition = condition(plain, name, value);
      if (negated && (plain.equals("MAXAGE") || plain.equals("IDLE"))) {
        throw Errors.syntax();
      }
      conditions.put(name, negated ? condition.negate() : condition);
    }
    return 2;
  }

  private Predicate<Session> condition(String filter, String name, Bytes value) {
    String text = value.latin();
    return switch (filter) {
      case "ID" -> ofId(value);
      case "TYPE" -> ofType(text, call);
      case "ADDR" -> s -> s.endpoint().remote().equals(text);
      case "LADDR" -> since(LADDR, s -> s.endpoint().local().equals(text));
      case "USER" -> ofUser(value);
      case "MAXAGE" -> since(MAXAGE, ofAge(value));
      default -> since(MORE_FILTERS, ofValkey(filter, name, value));
    };
  }

  /** What only Valkey filters by. */
  private Predicate<Session> ofValkey(String filter, String name, Bytes value) {
    String text = value.latin();
    return switch (filter) {
      case "NAME" -> s -> s.name().equals(value);
      case "LIB-NAME" -> s -> ClientState.of(s).libraryName.equals(value);
      case "LIB-VER" -> s -> ClientState.of(s).libraryVersion.equals(value);
      case "IP" -> s -> s.endpoint().remote().replaceFirst(":\\d+$", "").equals(text);
      case "DB" -> ofDatabase(name, value);
      case "IDLE" -> ofIdleTime(value);
      case "FLAGS" -> ofLetters("flags", name, text, FLAGS, ClientLine::flags);
      case "CAPA" -> ofLetters("capa", name, text, CAPABILITIES, ClientFilter::capabilities);
      default -> throw Errors.syntax();
    };
  }

  private Predicate<Session> since(Feature feature, Predicate<Session> condition) {
    if (!call.has(feature)) {
      throw Errors.syntax();
    }
    return condition;
  }

  private Predicate<Session> ofId(Bytes value) {
    if (!Numbers.isLong(value) || (Numbers.toLong(value) < 1)) {
      throw call.has(NAMES_ID) ? notAnId() : Errors.notAnInteger();
    }
    long id = Numbers.toLong(value);
    return s -> s.id() == id;
  }

  private static CommandException notAnId() {
    return Errors.error("ERR client-id should be greater than 0");
  }

  /** Takes all numbers from there on; how many there are. */
  private int addIds(String name, int from, boolean negated) {
    Args args = call.args();
    Set<Long> ids = new HashSet<>();
    int at = from;
    for (; at < args.count() && Numbers.isLong(args.bytes(at)); at++) {
      if (Numbers.toLong(args.bytes(at)) < 1) {
        throw notAnId();
      }
      ids.add(Numbers.toLong(args.bytes(at)));
    }
    if (at == from) {
      throw Errors.syntax();
    }
    conditions.put(name, s -> ids.contains(s.id()) != negated);
    return at - from;
  }

  private static String type(Session session) {
    if (Follower.is(session)) {
      return "slave";
    }
    return PubSub.isSubscribed(session) ? "pubsub" : "normal";
  }

  /** Clients of a type that CLIENT LIST and CLIENT KILL know. */
  static Predicate<Session> ofType(String text, ServerCall call) {
    String type = text.toLowerCase(Locale.ROOT);
    if (!TYPES.contains(type) && !(type.equals("primary") && call.has(PRIMARY))) {
      throw Errors.error("ERR Unknown client type '" + text + "'");
    }
    return session -> type(session).equals(type.equals("replica") ? "slave" : type);
  }

  private Predicate<Session> ofUser(Bytes value) {
    AclUser user = Users.of(call.engine()).find(value.latin());
    if (user == null) {
      throw Errors.error("ERR No such user '" + value.latin() + "'");
    }
    return s -> s.isAuthenticated() && s.user() == user;
  }

  private void addSkipMe(Bytes value) {
    if (!value.is("yes") && !value.is("no")) {
      throw Errors.syntax();
    }
    skipMe = value.is("yes");
  }

  private Predicate<Session> ofAge(Bytes value) {
    long age = call.has(MAXAGE) ? seconds("maxage", value) : 0;
    return s -> (call.now() - s.connectedAt()) / 1000 >= age;
  }

  private Predicate<Session> ofIdleTime(Bytes value) {
    long idle = call.has(MORE_FILTERS) ? seconds("idle", value) : 0;
    return s -> (call.now() - s.lastCallAt()) / 1000 >= idle;
  }

  private static long seconds(String what, Bytes value) {
    if (!Numbers.isLong(value)) {
      throw Errors.error("ERR " + what + " is not an integer or out of range");
    }
    if (Numbers.toLong(value) <= 0) {
      throw Errors.error("ERR " + what + " should be greater than 0");
    }
    return Numbers.toLong(value);
  }

  private Predicate<Session> ofDatabase(String name, Bytes value) {
    if (!call.has(MORE_FILTERS)) {
      throw Errors.syntax();
    }
    if (!Numbers.isLong(value)) {
      throw Errors.error("ERR " + name + " is not an integer or out of range");
    }
    long most = call.settings().number("databases") - 1;
    long index = Numbers.toLong(value);
    if (index < 0 || index > most) {
      throw Errors.error("ERR " + name + " number should be between 0 and " + most);
    }
    return s -> s.database() == index;
  }

  /** Clients that have all of the letters, each of which must be known. */
  private Predicate<Session> ofLetters(
      String what, String name, String wanted, String known, Function<Session, String> shown) {
    if (call.has(MORE_FILTERS) && wanted.chars().anyMatch(letter -> known.indexOf(letter) < 0)) {
      String filter = name.startsWith(NOT) ? name : "provided";
      throw Errors.error("ERR Unknown " + what + " found in the " + filter + " filter: " + wanted);
    }
    return s -> wanted.chars().allMatch(letter -> shown.apply(s).indexOf(letter) >= 0);
  }

  private static String capabilities(Session session) {
    return ClientState.of(session).followsRedirects ? "r" : "";
  }

  /** The clients that meet all conditions. */
  List<Session> sessions() {
    List<Session> found = new ArrayList<>();
    for (Session session : call.engine().sessions()) {
      boolean skipped = skipMe && session == call.session();
      if (!skipped && conditions.values().stream().allMatch(c -> c.test(session))) {
        found.add(session);
      }
    }
    return found;
  }
}
