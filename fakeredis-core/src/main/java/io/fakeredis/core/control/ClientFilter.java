package io.fakeredis.core.control;

import io.fakeredis.api.Args;
import io.fakeredis.api.Bytes;
import io.fakeredis.api.Errors;
import io.fakeredis.api.Feature;
import io.fakeredis.api.Numbers;
import io.fakeredis.core.acl.AclUser;
import io.fakeredis.core.acl.Users;
import io.fakeredis.core.engine.ServerCall;
import io.fakeredis.core.engine.Session;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;

/** Which clients CLIENT KILL means. */
final class ClientFilter {
  private static final Feature LADDR = Feature.since("CLIENT KILL.LADDR", "6.2");
  private static final Feature MAXAGE = Feature.since("CLIENT KILL.MAXAGE", "7.4");
  private static final Feature NAMES_ID = Feature.since("CLIENT KILL.names-id", "7.0");
  private static final Set<String> TYPES = Set.of("normal", "pubsub", "master", "slave", "replica");

  private final ServerCall call;
  private final List<Predicate<Session>> conditions = new ArrayList<>();
  private boolean skipMe = true;

  private ClientFilter(ServerCall call) {
    this.call = call;
  }

  /** Reads pairs of a filter and its value, from the position on. */
  static ClientFilter parse(ServerCall call, int from) {
    ClientFilter filter = new ClientFilter(call);
    Args args = call.args();
    for (int i = from; i < args.count(); i += 2) {
      if (i + 1 == args.count()) {
        throw Errors.syntax();
      }
      filter.add(args.text(i).toUpperCase(Locale.ROOT), args.bytes(i + 1));
    }
    return filter;
  }

  private void add(String name, Bytes value) {
    String text = value.latin();
    switch (name) {
      case "ID" -> addId(value);
      case "TYPE" -> addType(text);
      case "ADDR" -> conditions.add(s -> s.endpoint().remote().equals(text));
      case "LADDR" -> addLocal(text);
      case "USER" -> addUser(value);
      case "SKIPME" -> addSkipMe(value);
      case "MAXAGE" -> addMaxAge(value);
      default -> throw Errors.syntax();
    }
  }

  private void addId(Bytes value) {
    if (!Numbers.isLong(value) || (Numbers.toLong(value) < 1)) {
      throw call.has(NAMES_ID)
          ? Errors.error("ERR client-id should be greater than 0")
          : Errors.notAnInteger();
    }
    long id = Numbers.toLong(value);
    conditions.add(s -> s.id() == id);
  }

  private void addType(String text) {
    conditions.add(ofType(text));
  }

  /** Clients of a type that CLIENT LIST and CLIENT KILL know. */
  static Predicate<Session> ofType(String text) {
    String type = text.toLowerCase(Locale.ROOT);
    if (!TYPES.contains(type)) {
      throw Errors.error("ERR Unknown client type '" + text + "'");
    }
    return session -> type.equals(PubSub.isSubscribed(session) ? "pubsub" : "normal");
  }

  private void addLocal(String text) {
    if (!call.has(LADDR)) {
      throw Errors.syntax();
    }
    conditions.add(s -> s.endpoint().local().equals(text));
  }

  private void addUser(Bytes value) {
    AclUser user = Users.of(call.engine()).find(value.latin());
    if (user == null) {
      throw Errors.error("ERR No such user '" + value.latin() + "'");
    }
    conditions.add(s -> s.isAuthenticated() && s.user() == user);
  }

  private void addSkipMe(Bytes value) {
    if (!value.is("yes") && !value.is("no")) {
      throw Errors.syntax();
    }
    skipMe = value.is("yes");
  }

  private void addMaxAge(Bytes value) {
    if (!call.has(MAXAGE)) {
      throw Errors.syntax();
    }
    if (!Numbers.isLong(value)) {
      throw Errors.error("ERR maxage is not an integer or out of range");
    }
    long age = Numbers.toLong(value);
    if (age <= 0) {
      throw Errors.error("ERR maxage should be greater than 0");
    }
    conditions.add(s -> (call.now() - s.connectedAt()) / 1000 >= age);
  }

  /** The clients that meet all conditions. */
  List<Session> sessions() {
    List<Session> found = new ArrayList<>();
    for (Session session : call.engine().sessions()) {
      boolean skipped = skipMe && session == call.session();
      if (!skipped && conditions.stream().allMatch(condition -> condition.test(session))) {
        found.add(session);
      }
    }
    return found;
  }
}
