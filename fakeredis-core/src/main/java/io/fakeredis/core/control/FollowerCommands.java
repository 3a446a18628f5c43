package io.fakeredis.core.control;

import static io.fakeredis.api.Command.command;
import static io.fakeredis.api.Flag.ADMIN;
import static io.fakeredis.api.Flag.ALLOW_BUSY;
import static io.fakeredis.api.Flag.LOADING;
import static io.fakeredis.api.Flag.NOSCRIPT;
import static io.fakeredis.api.Flag.NO_ASYNC_LOADING;
import static io.fakeredis.api.Flag.NO_MULTI;
import static io.fakeredis.api.Flag.STALE;
import static io.fakeredis.api.Flag.flags;
import static io.fakeredis.api.Keys.NONE;
import static io.fakeredis.core.engine.ServerCall.server;

import io.fakeredis.api.Args;
import io.fakeredis.api.Bytes;
import io.fakeredis.api.Command;
import io.fakeredis.api.CommandFamily;
import io.fakeredis.api.Errors;
import io.fakeredis.api.Feature;
import io.fakeredis.api.Flag;
import io.fakeredis.api.Numbers;
import io.fakeredis.api.Reply;
import io.fakeredis.core.engine.ServerCall;
import io.fakeredis.core.replication.Follower;
import io.fakeredis.core.replication.Followers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What replicas say to their primary, and tools that look at its data as replicas do: {@code
 * redis-cli --rdb} and {@code --replica}.
 */
final class FollowerCommands implements CommandFamily {
  private static final Feature RDB_ONLY = Feature.since("REPLCONF.rdb-only", "6.2");
  private static final Feature RDB_FILTER = Feature.since("REPLCONF.rdb-filter-only", "7.0");
  private static final Feature VERSION = Feature.since("REPLCONF.version", "valkey 8.0");
  private static final Set<Flag> TALKS = flags(ADMIN, NOSCRIPT, LOADING, STALE);
  private static final Set<Flag> SYNCS = flags(ADMIN, NOSCRIPT, NO_ASYNC_LOADING, NO_MULTI);
  private static final String LINE_END = "\r\n";

  @Override
  public String group() {
    return "server";
  }

  @Override
  public List<Command> commands() {
    return List.of(
        command("PSYNC", "2.8", 3, NONE, flags(ADMIN, NOSCRIPT), server(FollowerCommands::psync)),
        command("PSYNC", "6.2", -3, NONE, SYNCS, server(FollowerCommands::psync)),
        command("REPLCONF", "3.0", -1, NONE, TALKS, server(FollowerCommands::replconf)),
        command(
            "REPLCONF",
            "7.0",
            -1,
            NONE,
            flags(ADMIN, NOSCRIPT, LOADING, STALE, ALLOW_BUSY),
            server(FollowerCommands::replconf)),
        command("SYNC", "1.0", 1, NONE, SYNCS, server(FollowerCommands::sync)));
  }

  private static Reply replconf(ServerCall call) {
    Args args = call.args();
    if (args.count() % 2 == 0) {
      throw Errors.syntax();
    }
    if (args.is(1, "ack")) {
      acknowledge(call);
      return Reply.NONE;
    }
    if (args.is(1, "getack")) {
      return Reply.NONE;
    }
    for (int i = 1; i < args.count(); i += 2) {
      set(call, args.text(i).toLowerCase(Locale.ROOT), i + 1);
    }
    return Reply.OK;
  }

  /** Nobody else is listened to, and nobody is answered. */
  private static void acknowledge(ServerCall call) {
    Args args = call.args();
    if (Follower.is(call.session())) {
      long appended = args.is(3, "fack") ? number(args.bytes(4)) : 0;
      Follower.of(call.session()).acknowledge(number(args.bytes(2)), appended);
      ReplicaWaits.of(call.engine()).look();
    }
  }

  private static long number(Bytes word) {
    return Numbers.isLong(word) ? Numbers.toLong(word) : 0;
  }

  private static void set(ServerCall call, String option, int value) {
    Args args = call.args();
    Follower follower = Follower.of(call.session());
    switch (option) {
      case "capa" -> {
        if (args.is(value, "eof")) {
          follower.takesUnsized(true);
        }
      }
      case "ip-address" -> follower.address(args.text(value));
      case "listening-port" -> follower.port((int) args.integer(value));
      case "version" -> check(call, VERSION, value - 1);
      case "rdb-only" -> {
        check(call, RDB_ONLY, value - 1);
        follower.wantsStream(args.integer(value) == 0);
      }
      case "rdb-filter-only" -> {
        check(call, RDB_FILTER, value - 1);
        follower.wantsKeys(!args.is(value, "functions"));
      }
      default -> throw unknown(call, value - 1);
    }
  }

  private static void check(ServerCall call, Feature feature, int option) {
    if (!call.has(feature)) {
      throw unknown(call, option);
    }
  }

  private static RuntimeException unknown(ServerCall call, int option) {
    return Errors.error("ERR Unrecognized REPLCONF option: " + call.args().text(option));
  }

  private static Reply psync(ServerCall call) {
    if (!mayJoin(call)) {
      return Reply.NONE;
    }
    Replication replication = Replication.of(call.engine());
    if (!call.args().is(1, "?") && goesOn(call, replication)) {
      return Reply.NONE;
    }
    if (!Followers.of(call.engine()).keepsBacklog()) {
      replication.changeId(); // it has nothing to tell about what was before
    }
    long offset = Followers.of(call.engine()).offset();
    return join(call, "+FULLRESYNC " + replication.id() + " " + offset + LINE_END);
  }

  private static Reply sync(ServerCall call) {
    return mayJoin(call) ? join(call, "") : Reply.NONE;
  }

  private static boolean mayJoin(ServerCall call) {
    if (Replication.of(call.engine()).isReplica()) {
      throw Errors.error("NOMASTERLINK Can't SYNC while not connected with my master");
    }
    return !Follower.is(call.session());
  }

  private static boolean goesOn(ServerCall call, Replication replication) {
    long wanted = number(call.args().bytes(2));
    byte[] greeting = latin("+CONTINUE " + replication.id() + LINE_END);
    boolean isOurs = call.args().is(1, replication.id());
    Follower follower = Follower.of(call.session());
    return Followers.of(call.engine()).rejoin(follower, isOurs, wanted - 1, greeting);
  }

  private static byte[] latin(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  /** The client gets everything, and what comes after that. */
  private static Reply join(ServerCall call, String greeting) {
    Follower follower = Follower.of(call.session());
    Persistence persistence = Persistence.of(call.engine());
    byte[] rdb = follower.wantsKeys() ? persistence.bytes() : persistence.functions();
    Followers followers = Followers.of(call.engine());
    followers.send(follower, latin(greeting));
    if (follower.takesUnsized() && call.settings().enabled("repl-diskless-sync")) {
      String mark = ServerInfo.randomId(call.engine());
      followers.send(follower, latin("$EOF:" + mark + LINE_END));
      followers.send(follower, rdb);
      followers.send(follower, latin(mark));
    } else {
      followers.send(follower, latin("$" + rdb.length + LINE_END));
      followers.send(follower, rdb);
    }
    followers.statistics().full();
    followers.join(follower);
    return Reply.NONE;
  }
}
