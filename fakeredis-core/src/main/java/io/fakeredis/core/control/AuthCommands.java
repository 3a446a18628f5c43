package io.fakeredis.core.control;

import static io.fakeredis.api.Command.command;
import static io.fakeredis.api.Flag.ALLOW_BUSY;
import static io.fakeredis.api.Flag.FAST;
import static io.fakeredis.api.Flag.LOADING;
import static io.fakeredis.api.Flag.NOSCRIPT;
import static io.fakeredis.api.Flag.NO_AUTH;
import static io.fakeredis.api.Flag.SKIP_SLOWLOG;
import static io.fakeredis.api.Flag.STALE;
import static io.fakeredis.api.Flag.flags;
import static io.fakeredis.api.Keys.NONE;
import static io.fakeredis.core.engine.ServerCall.server;

import io.fakeredis.api.Args;
import io.fakeredis.api.Bytes;
import io.fakeredis.api.Command;
import io.fakeredis.api.CommandException;
import io.fakeredis.api.CommandFamily;
import io.fakeredis.api.Errors;
import io.fakeredis.api.Feature;
import io.fakeredis.api.Flag;
import io.fakeredis.api.Numbers;
import io.fakeredis.api.Reply;
import io.fakeredis.core.acl.Users;
import io.fakeredis.core.engine.ServerCall;
import io.fakeredis.core.engine.Session;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** AUTH and HELLO, by which clients say who they are. */
final class AuthCommands implements CommandFamily {
  private static final Feature ZONE = Feature.since("HELLO.availability-zone", "valkey 8.1");
  private static final Feature TELLS_DISABLED = Feature.since("AUTH.tells-disabled", "6.2");
  private static final Feature CHECKS_NUMBER = Feature.since("HELLO.checks-number", "6.2");
  private static final Feature HELLO_PROTO = Feature.since("HELLO.names-proto", "7.2");

  private static final Set<Flag> LOGGED =
      flags(NOSCRIPT, LOADING, STALE, FAST, NO_AUTH, ALLOW_BUSY);

  /** Before 6.2 the slow log shows passwords, and so these calls are not in it. */
  private static final Set<Flag> UNLOGGED =
      flags(NOSCRIPT, LOADING, STALE, FAST, NO_AUTH, ALLOW_BUSY, SKIP_SLOWLOG);

  @Override
  public String group() {
    return "connection";
  }

  @Override
  public List<Command> commands() {
    return List.of(
        row("AUTH", "1.0", -2, UNLOGGED, AuthCommands::auth),
        row("AUTH", "6.2", -2, LOGGED, AuthCommands::auth),
        row("HELLO", "6.0", -2, UNLOGGED, AuthCommands::hello),
        row("HELLO", "6.2", -1, LOGGED, AuthCommands::hello));
  }

  private static Command row(
      String name, String since, int arity, Set<Flag> flags, ServerCall.ServerHandler handler) {
    return command(name, since, arity, NONE, flags, server(handler));
  }

  private static Reply auth(ServerCall call) {
    Args args = call.args();
    if (args.count() > 3) {
      throw Errors.syntax();
    }
    Users users = Users.of(call.engine());
    if (args.count() == 2 && users.defaultUser().isWithoutPassword()) {
      throw Errors.error(
          "ERR AUTH <password> called without any password configured for the default user. Are you"
              + " sure your configuration is correct?");
    }
    logIn(call, args.count() == 2 ? "default" : args.text(1), args.bytes(args.count() - 1));
    return Reply.OK;
  }

  static void logIn(ServerCall call, String user, Bytes password) {
    Users users = Users.of(call.engine());
    if (!users.logIn(call.session(), user, password, call.args().text(0))) {
      throw Errors.error(
          "WRONGPASS invalid username-password pair"
              + (call.has(TELLS_DISABLED) ? " or user is disabled." : ""));
    }
  }

  private static Reply hello(ServerCall call) {
    Args args = call.args();
    Session session = call.session();
    int protocol = args.count() > 1 ? protocol(call, args.bytes(1)) : session.protocol();
    HelloOptions.apply(call);
    session.protocol(protocol);
    return greeting(call);
  }

  private static int protocol(ServerCall call, Bytes version) {
    boolean number = Numbers.isLong(version);
    if (!number && call.has(CHECKS_NUMBER)) {
      throw Errors.error("ERR Protocol version is not an integer or out of range");
    }
    long protocol = number ? Numbers.toLong(version) : 0;
    if (protocol < 2 || protocol > 3) {
      throw Errors.error("NOPROTO unsupported protocol version");
    }
    return (int) protocol;
  }

  static CommandException notLoggedIn(ServerCall call) {
    String option = call.has(HELLO_PROTO) ? "HELLO <proto> AUTH" : "HELLO AUTH";
    return Errors.error(
        "NOAUTH HELLO must be called with the client already authenticated, otherwise the "
            + option
            + " <user> <pass> option can be used to authenticate the client and select the RESP"
            + " protocol version at the same time");
  }

  private static Reply greeting(ServerCall call) {
    Session session = call.session();
    List<Reply> greeting = new ArrayList<>();
    Identity identity = Identity.of(call.engine());
    add(greeting, "server", Reply.bulk(identity.server()));
    add(greeting, "version", Reply.bulk(identity.version()));
    add(greeting, "proto", Reply.integer(session.protocol()));
    add(greeting, "id", Reply.integer(session.id()));
    add(greeting, "mode", Reply.bulk("standalone"));
    boolean replica = Replication.of(call.engine()).isReplica();
    add(greeting, "role", Reply.bulk(replica ? "replica" : "master"));
    add(greeting, "modules", ModuleCommands.modules(call));
    String zone = call.has(ZONE) ? call.settings().text("availability-zone") : "";
    if (!zone.isEmpty()) {
      add(greeting, "availability_zone", Reply.bulk(zone));
    }
    return Reply.map(greeting);
  }

  private static void add(List<Reply> greeting, String name, Reply value) {
    greeting.add(Reply.bulk(name));
    greeting.add(value);
  }
}
